import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type FileLimits, fileError } from './limits.ts'

/** An mbox that `readpst` wrote, by its place in the PST. */
export interface Converted {
  readonly name: string
  readonly path: string
}

/** How often it is looked how much was written, in milliseconds. */
const LOOK_MS = 1_000
/** Of what the tool says, the end is kept, in characters. */
const SAID = 2_000

/**
 * Converts a PST to mbox files (mboxrd, one for each folder) in `into` with `readpst` of Debian's pst-utils, as a process
 * of its own with a bound on its time and on what it writes. Throws `CaravanError` `pst-tool-missing`, `pst-unreadable`,
 * `archive-too-large`, `pst-too-long`.
 * @param tool another program than the one on the path
 */
export async function convertPst(
  path: string,
  into: string,
  limits: FileLimits,
  signal?: AbortSignal,
  tool = 'readpst',
): Promise<readonly Converted[]> {
  // readpst(1) 0.6.76: -r a folder for each folder, -t e mail alone, -j 0 no processes of its own, -q says only what failed.
  const child = spawn(tool, ['-q', '-r', '-j', '0', '-t', 'e', '-o', into, path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' },
    ...(signal && { signal }),
    killSignal: 'SIGKILL',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-SAID)
    })
  const bounds = watch(child, into, limits)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    const broken = bounds.exceeded()
    if (broken !== undefined) throw broken
    if (code !== 0) throw unreadable(said)
  } catch (error) {
    throw isMissing(error) ? missing() : error
  } finally {
    bounds.stop()
  }
  const found = await mboxesIn(into)
  if (found.length === 0 && said.trim() !== '') throw unreadable(said)
  return found
}

/** Ends the process that takes too long or writes too much. */
function watch(child: { kill(signal: 'SIGKILL'): boolean }, into: string, { pstMs, unpackedOctets }: FileLimits) {
  let exceeded: Error | undefined
  const end = (why: Error) => {
    exceeded ??= why
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => end(tooLong(pstMs)), pstMs)
  const looks = setInterval(() => {
    void octetsIn(into).then((octets) => octets > unpackedOctets && end(tooLarge(unpackedOctets)))
  }, LOOK_MS)
  return {
    exceeded: () => exceeded,
    stop: () => {
      clearTimeout(timer)
      clearInterval(looks)
    },
  }
}

/** What is written so far; a folder that comes or goes meanwhile is counted by the next look. */
async function octetsIn(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = files
    .filter((file) => file.isFile())
    .map((file) =>
      stat(join(file.parentPath, file.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** Everything below the folder that stands for the PST itself, `Outlook Data File` or as its owner called it. */
async function mboxesIn(folder: string): Promise<Converted[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
  const paths = files.map((file) => join(file.parentPath, file.name)).sort()
  const names = paths.map((path) => relative(folder, path))
  const [root = ''] = names[0]?.split('/') ?? []
  const rooted = names.every((name) => name.startsWith(`${root}/`) && name.split('/').length > 2)
  return paths.map((path, index) => ({ path, name: (names[index] ?? '').slice(rooted ? root.length + 1 : 0) }))
}

/** Leaves nothing of a conversion behind. */
export const removeConverted = (into: string): Promise<void> => rm(into, { recursive: true, force: true })

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const missing = () =>
  fileError(
    'pst-tool-missing',
    'This machine has no program that reads PST files.',
    'Ask the host administrator to install Debian’s package pst-utils; the file stays here and is read afterwards. Or export to mbox from another mail program.',
  )

const unreadable = (said: string) =>
  fileError(
    'pst-unreadable',
    `This PST file cannot be read${said.trim() === '' ? '' : `; the program that reads it says: ${lastLine(said)}`}.`,
    'Take the password off it if it has one, check it with Outlook’s own repair tool (scanpst), export it again, and hand it over.',
  )

/** One line of what a program said about a stranger's file, made harmless. */
const lastLine = (said: string): string =>
  (said.trim().split('\n').at(-1) ?? '').replaceAll(/\p{Cc}/gu, ' ').slice(0, 300)

const tooLarge = (most: number) =>
  fileError(
    'archive-too-large',
    `This PST holds more than ${most} octets of mail, or more than the disk has room for.`,
    'Export it in parts, or ask the host administrator for more room.',
  )

const tooLong = (ms: number) =>
  fileError(
    'pst-too-long',
    `Reading this PST took longer than ${Math.round(ms / 60_000)} minutes, and was stopped.`,
    'Export it in parts, by folder or by year.',
  )
