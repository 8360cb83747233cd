import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { command, hasCommand, LabError } from './command.ts'
import { labFolder } from './folder.ts'
import { withLock } from './lock.ts'

export interface UnpackRequest {
  /** What a person calls it: `Dovecot`. */
  title: string
  /** The Debian packages that are wanted; what they need and the machine lacks is fetched with them. */
  packages: readonly string[]
}

interface Stamp {
  packages: { name: string; version: string }[]
}

const STAMP = '.caravan-stamp.json'

/**
 * Fetches Debian packages and unpacks them into a folder of the lab, installing nothing: mail servers conflict with
 * each other and would start on ports 25 and 143. Gives back the folder. A folder is made once for one list of packages
 * and never changed afterwards, so that a server that runs from it is safe; it appears by a rename, complete or not at
 * all.
 */
export async function unpack(request: UnpackRequest): Promise<string> {
  const list = [...request.packages].sort()
  const digest = createHash('sha256').update(list.join(' ')).digest('hex').slice(0, 8)
  const folder = join(labFolder(), `${request.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${digest}`)
  if (existsSync(join(folder, STAMP))) return folder
  await mkdir(labFolder(), { recursive: true, mode: 0o755 })
  await requireDebian(request.title)
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(join(folder, STAMP))) return
    const began = performance.now()
    process.stderr.write(`Fetching ${request.title} from Debian's packages (once, into ${folder}) …\n`)
    const packages = await fetchInto(folder, request.title, list)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    process.stderr.write(`${request.title}: ${packages.length} packages unpacked in ${seconds} s.\n`)
  })
  return folder
}

/** Which packages, in which versions, an unpacked folder holds. */
export async function unpackedPackages(folder: string): Promise<{ name: string; version: string }[]> {
  return (JSON.parse(await readFile(join(folder, STAMP), 'utf8')) as Stamp).packages
}

async function requireDebian(title: string): Promise<void> {
  for (const program of ['apt-get', 'dpkg', 'flock'])
    if (!(await hasCommand(program)))
      throw new LabError(
        `The lab runs ${title} from Debian's packages, and this machine has no ${program}: use Debian 12 or later, or a container of it.`,
      )
}

async function fetchInto(folder: string, title: string, list: readonly string[]): Promise<Stamp['packages']> {
  const partial = `${folder}.partial-${randomUUID().slice(0, 8)}`
  const debs = join(partial, '.debs')
  await mkdir(debs, { recursive: true })
  await chmod(partial, 0o755)
  try {
    await download(debs, title, list)
    const files = (await readdir(debs)).filter((file) => file.endsWith('.deb'))
    for (const file of files) await command('dpkg', ['-x', join(debs, file), partial])
    await rm(debs, { recursive: true })
    await mergeUsr(partial)
    const packages = files.map((file) => {
      const [name, version] = file.split('_')
      return { name: name ?? file, version: decodeURIComponent(version ?? '') }
    })
    await writeFile(join(partial, STAMP), `${JSON.stringify({ packages } satisfies Stamp, null, 2)}\n`)
    // Only left-overs of an older, interrupted version can stand here: a complete folder has a stamp.
    await rm(folder, { recursive: true, force: true })
    await rename(partial, folder)
    return packages
  } catch (cause) {
    await rm(partial, { recursive: true, force: true })
    throw cause
  }
}

async function download(into: string, title: string, list: readonly string[]): Promise<void> {
  const options = { cwd: into }
  const attempt = async (): Promise<void> => {
    // A simulated installation names what the packages need and this machine lacks.
    const plan = await command('apt-get', ['install', '-s', '-qq', '--no-install-recommends', ...list], options)
    const needed = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '')
    const all = [...new Set([...list, ...needed])]
    // The download's own sandbox user can't write to a folder of root's.
    await command('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', '-qq', ...all], options)
  }
  try {
    await attempt()
  } catch (first) {
    // No package lists yet, or lists older than what the mirror still keeps: only then are they fetched anew.
    try {
      await command('apt-get', ['update', '-qq'], options)
      await attempt()
    } catch (second) {
      throw new LabError(
        `${title} can't be fetched from Debian's packages: connect this machine to a Debian mirror, or set CARAVAN_LAB to a folder that holds an unpacked lab.`,
        { cause: new AggregateError([first, second]) },
      )
    }
  }
}

/** Moves /lib and its like below /usr, as on an installed Debian: the lab lays `usr` over the machine's own. */
async function mergeUsr(root: string): Promise<void> {
  const script = `cd "$1" || exit 1
    for d in lib lib32 lib64 libx32 bin sbin; do
      [ -d "$d" ] || continue
      mkdir -p "usr/$d" && cp -a "$d/." "usr/$d/" && rm -r "$d" && ln -s "usr/$d" "$d" || exit 1
    done`
  await command('sh', ['-c', script, 'sh', root])
}
