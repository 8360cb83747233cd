import { existsSync, readFileSync } from 'node:fs'
import { chown, lstat, mkdir, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { labAccount } from './account.ts'
import { makeCertificate } from './certificate.ts'
import { LabError, systemEnv } from './command.ts'
import { dovecotConf, dovecotUsers, oauthConf } from './dovecot-conf.ts'
import { greeting } from './greeting.ts'
import { canOverlay, overlaid } from './overlay.ts'
import { type OwnedProcess, startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackDovecot } from './packages.ts'
import { freePort } from './port.ts'
import { makeState, removeState } from './state.ts'

export interface DovecotOptions {
  /** Shows in its folder's name and in error texts. */
  name?: string
  /** 0, the default, takes a free one. */
  port?: number
  /** A self-signed certificate: STARTTLS on `port`, and TLS from the first byte on `tlsPort`. */
  tls?: boolean
  /** With `tls`: host names in the certificate beside localhost. */
  names?: readonly string[]
  /** Appended to its configuration, so that it wins. */
  extraConf?: string
  /** Passwords by user; then nobody else signs in. Without it every user name does, with the password `pw`. */
  users?: Readonly<Record<string, string>>
  /** Each user's quota: APPEND over it is refused with [OVERQUOTA]. */
  quotaBytes?: number
  /** With `users`: the quota of some of them, in place of `quotaBytes`. */
  rooms?: Readonly<Record<string, number>>
  /** A larger message is refused. */
  maxMailSize?: number
  /**
   * Capabilities it keeps silent about, such as `UIDPLUS`, `MULTIAPPEND` or `LITERAL+`. It only stops offering them:
   * APPENDUID is still answered and a MULTIAPPEND still taken.
   */
  hideCapabilities?: readonly string[]
  /** Takes tokens too, by OAUTHBEARER and XOAUTH2, and asks here whose each is: `introspectionUrl` of a token server. */
  introspectionUrl?: string
  /** False runs it without a mount namespace even where one can be had. */
  overlay?: boolean
}

export interface Dovecot extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** With `tls`: the port of implicit TLS, and the certificate to trust. */
  readonly tlsPort?: number
  readonly ca?: string
  readonly pid: number
  /** The user's Maildir; it need not exist yet. */
  mailDir: (user: string) => string
  /** With `users` and `rooms`: who has another quota from now on; it holds for whoever signs in after that. */
  giveRooms: (rooms: Readonly<Record<string, number>>) => Promise<void>
  /** Everything it has logged. */
  logText: () => string
  /** Ends it and removes its mail. */
  stop: () => Promise<void>
}

const HOST = '127.0.0.1'
const START_MS = 20_000
// Its mail processes end at once; the master waits two seconds more for its log process, which nobody needs.
const GRACE_MS = 80

/**
 * Starts a real Dovecot on loopback. A master user, `admin` with the password `master`, signs in as anybody: by LOGIN as
 * `anna*admin`, or by AUTHENTICATE PLAIN with an authorisation identity.
 */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const [root, account] = await Promise.all([unpackDovecot(), labAccount()])
  const overlay = options.overlay ?? (await canOverlay(root))
  if (!overlay) await linkModules(root)
  const state = await makeState(options.name ?? 'dovecot')
  const conf = join(state, 'dovecot.conf')
  for (const folder of ['mail', 'home']) {
    await mkdir(join(state, folder))
    await chown(join(state, folder), account.uid, account.gid)
  }
  await writeFile(join(state, 'master'), 'admin:{PLAIN}master\n')
  if (options.introspectionUrl !== undefined)
    await writeFile(join(state, 'oauth2'), oauthConf(options.introspectionUrl))
  const writeUsers = (rooms: Readonly<Record<string, number>> = {}): Promise<void> =>
    writeFile(join(state, 'users'), dovecotUsers(options.users ?? {}, rooms))
  await writeUsers(options.rooms)
  const certificate = options.tls ? await makeCertificate(state, options.names) : undefined

  const logText = (): string =>
    ['output', 'log']
      .map((file) => (existsSync(join(state, file)) ? readFileSync(join(state, file), 'utf8') : ''))
      .join('')

  for (let tries = 0; ; tries++) {
    const port = options.port || (await freePort())
    const tls = certificate && { ...certificate, port: await freePort() }
    await writeFile(conf, dovecotConf({ ...options, state, account, port, tls, besides: overlay ? undefined : root }))
    const argv = overlay ? overlaid(root, ['/usr/sbin/dovecot', '-F', '-c', conf]) : besideArgv(root, conf)
    const server = await startOwned(argv, join(state, 'output'), serverEnv(overlay ? undefined : root))
    const problem = await ready(server, port, logText)
    if (problem === undefined) {
      const stop = async (): Promise<void> => {
        await server.stop(GRACE_MS)
        await removeState(state)
      }
      return {
        host: HOST,
        port,
        ...(tls && { tlsPort: tls.port, ca: tls.ca }),
        pid: server.pid,
        async giveRooms(rooms) {
          await writeUsers(rooms)
          // It looks for a change of the file once a second.
          await sleep(1_200)
        },
        mailDir: (user) => join(state, 'mail', user.toLowerCase()),
        logText,
        stop,
        [Symbol.asyncDispose]: stop,
      }
    }
    await server.stop(GRACE_MS)
    const taken = !options.port && tries < 5 && logText().includes('Address already in use')
    if (taken) {
      await rm(join(state, 'log'), { force: true })
      continue
    }
    const words = logText()
    await removeState(state)
    throw new LabError(`Dovecot ${options.name ?? ''} did not start (${problem}):\n${words}`)
  }
}

/** Waits for its own word that it is up and for a greeting on the port; gives back what is wrong, if anything. */
async function ready(server: OwnedProcess, port: number, logText: () => string): Promise<string | undefined> {
  const deadline = performance.now() + START_MS
  while (performance.now() < deadline) {
    const end = server.ended()
    if (end !== undefined) return end
    // The log line comes after its ports are open: somebody else's greeting on the same port is not taken for its own.
    if (logText().includes('starting up for') && (await greeting(port)) !== undefined) return undefined
    await sleep(5)
  }
  return `silent for ${START_MS} ms`
}

/**
 * Without a mount namespace: the `dovecot` binary would exec /usr/bin/doveconf, which is not there, so the unpacked
 * doveconf reads the configuration and execs it the way the two do between themselves.
 */
function besideArgv(root: string, conf: string): string[] {
  const dovecot = ['-e', join(root, 'usr/sbin/dovecot'), '-F', '-c', conf]
  return [join(root, 'usr/bin/doveconf'), '-f', 'service=master', '-c', conf, '-m', 'master', ...dovecot]
}

function serverEnv(besides: string | undefined): NodeJS.ProcessEnv {
  const { PATH, LC_ALL } = systemEnv()
  if (besides === undefined) return { PATH, LC_ALL }
  const folders = ['usr/lib/dovecot', 'usr/lib/dovecot/modules'].map((folder) => join(besides, folder))
  return besideEnv([...folders, libraryFolder(besides)])
}

/** Dovecot's sign-in process opens /usr/lib/dovecot/modules whatever its configuration says: the link leads it home. */
async function linkModules(root: string): Promise<void> {
  const link = '/usr/lib/dovecot/modules'
  const found = await lstat(link).catch(() => undefined)
  if (found && !(found.isSymbolicLink() && !existsSync(await readlink(link)))) return
  try {
    await mkdir('/usr/lib/dovecot', { recursive: true })
    await rm(link, { force: true })
    await symlink(join(root, 'usr/lib/dovecot/modules'), link)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return
    throw new LabError(
      `Dovecot needs either a mount namespace or the folder ${link}, and neither can be had: run as root.`,
      { cause },
    )
  }
}
