import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, labAccount } from './account.ts'
import { makeCertificate } from './certificate.ts'
import { command, LabError } from './command.ts'
import { greeting } from './greeting.ts'
import { type OwnedProcess, startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackPostfix } from './packages.ts'
import { freePort } from './port.ts'
import { mainConf, masterConf } from './postfix-conf.ts'
import { startSaslauthd } from './saslauthd.ts'
import { makeState, removeState } from './state.ts'
import { mayEnter } from './users.ts'

export interface PostfixOptions {
  /** Addresses that it delivers to; every other one is refused. */
  readonly mailboxes: readonly string[]
  /** Passwords by user; then nobody else signs in. Without it every user name does, with the password `pw`. */
  readonly users?: Readonly<Record<string, string>>
  /** Takes nothing from who has not signed in. */
  readonly signIn?: boolean
}

export interface Postfix extends AsyncDisposable {
  readonly host: '127.0.0.1'
  /** SMTP with STARTTLS; a sign-in is offered behind it alone. */
  readonly port: number
  /** TLS from the first byte. */
  readonly tlsPort: number
  /** The certificate to trust. */
  readonly ca: string
  /** The letters in a mailbox, whole, the latest last; those that are on their way are not. */
  letters: (address: string) => Promise<string[]>
  /** Resolves with them once there are so many. */
  until: (address: string, count: number) => Promise<string[]>
  /** Everything it has logged. */
  logText: () => string
  stop: () => Promise<void>
}

const START_MS = 20_000
const DELIVER_MS = 30_000
const QUEUE = 'active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace'

/** Whether this machine can run it: its master drops to two accounts, which only root can. */
export const canRunPostfix = (): boolean => process.getuid?.() === 0

/** Starts a real Postfix on loopback, from its unpacked tree, with STARTTLS, SASL and Maildirs. Nothing leaves it. */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  if (!canRunPostfix()) throw new LabError('Postfix runs as root alone: its processes drop to accounts of their own.')
  const [root, account] = await Promise.all([unpackPostfix(), labAccount()])
  const state = await makeState('postfix')
  await makeFolders(state, account)
  const certificate = await makeCertificate(state)
  const sasl = await startSaslauthd(join(state, 'mux'), (user, password) => mayEnter(options.users, user, password))
  const libraries = libraryFolder(root)
  const env = {
    LD_LIBRARY_PATH: [join(root, 'usr/lib/postfix'), libraries].join(':'),
    SASL_PATH: join(libraries, 'sasl2'),
  }
  const { mailboxes, signIn = false } = options
  const [port, tlsPort] = [await freePort(), await freePort()]
  const settings = { state, root, account, port, tlsPort, certificate, mailboxes, signIn, env }
  const conf = join(state, 'conf')
  await writeFile(join(conf, 'main.cf'), mainConf(settings))
  await writeFile(join(conf, 'master.cf'), masterConf(settings))
  await writeFile(
    // Where Debian's Postfix looks, whatever cyrus_sasl_config_path says.
    join(conf, 'sasl/smtpd.conf'),
    `pwcheck_method: saslauthd\nsaslauthd_path: ${state}/mux\nmech_list: PLAIN LOGIN\n`,
  )
  const master = [join(root, 'usr/lib/postfix/sbin/master'), '-c', conf, '-s']
  const server = await startOwned(master, join(state, 'output'), { ...besideEnv([]), ...env })
  const logText = () =>
    ['output', 'log']
      .map((file) => join(state, file))
      .map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
      .join('')
  const stop = async (): Promise<void> => {
    await server.stop()
    await sasl[Symbol.asyncDispose]()
    await removeState(state)
  }
  const problem = await ready(server, port)
  if (problem !== undefined) {
    const words = logText()
    await stop()
    throw new LabError(`Postfix did not start (${problem}):\n${words}`)
  }
  const letters = async (address: string): Promise<string[]> => {
    const folder = join(state, 'mail', address, 'new')
    const files = existsSync(folder) ? await readdir(folder) : []
    // Their names have no order within a second.
    const dated = await Promise.all(
      files.map((file) => join(folder, file)).map(async (path) => ({ path, at: (await stat(path)).mtimeMs })),
    )
    return Promise.all(dated.sort((a, b) => a.at - b.at).map(({ path }) => readFile(path, 'utf8')))
  }
  const until = async (address: string, count: number): Promise<string[]> => {
    const deadline = performance.now() + DELIVER_MS
    let found = await letters(address)
    while (found.length < count) {
      if (performance.now() > deadline)
        throw new LabError(`${address} has ${found.length} of ${count} letters:\n${logText()}`)
      await sleep(20)
      found = await letters(address)
    }
    return found
  }
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    ca: certificate.ca,
    letters,
    until,
    logText,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** As postfix-files(5) has them. */
async function makeFolders(state: string, { uid, gid }: Account): Promise<void> {
  const mail = Number((await command('getent', ['group', 'mail'])).split(':')[2])
  await mkdir(join(state, 'conf/sasl'), { recursive: true })
  await mkdir(join(state, 'queue'))
  for (const folder of ['data', 'mail']) {
    await mkdir(join(state, folder))
    await chown(join(state, folder), uid, gid)
  }
  for (const name of QUEUE.split(' ')) {
    const folder = join(state, 'queue', name)
    await mkdir(folder, { mode: 0o700 })
    if (name === 'pid') await chmod(folder, 0o755)
    else await chown(folder, uid, name === 'public' || name === 'maildrop' ? mail : gid)
    if (name === 'public') await chmod(folder, 0o710)
    if (name === 'maildrop') await chmod(folder, 0o730)
  }
}

async function ready(server: OwnedProcess, port: number): Promise<string | undefined> {
  const deadline = performance.now() + START_MS
  while ((await greeting(port)) === undefined) {
    const end = server.ended()
    if (end !== undefined) return end
    if (performance.now() > deadline) return `silent for ${START_MS} ms`
    await sleep(10)
  }
  return undefined
}
