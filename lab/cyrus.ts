import { chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, asAccount, labAccount } from './account.ts'
import { LabError } from './command.ts'
import { greeting } from './greeting.ts'
import { type OwnedProcess, startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackCyrus } from './packages.ts'
import { freePort } from './port.ts'
import { startSaslauthd } from './saslauthd.ts'
import { makeState, removeState } from './state.ts'
import { mayEnter } from './users.ts'

export interface CyrusOptions {
  /** Shows in its folder's name and in error texts. */
  name?: string
  /** Passwords by user; then nobody else signs in. Without it every user name does, with the password `pw`. */
  users?: Readonly<Record<string, string>>
  /**
   * `slash`, the default: folders beside INBOX, levels parted by `/` (unixhierarchysep, altnamespace). `dotted`: folders
   * below `INBOX.`, levels parted by `.`, as Cyrus before version 3 had it.
   */
  layout?: 'slash' | 'dotted'
  /** Each user's quota, rounded up to whole kilobytes. */
  quotaBytes?: number
  /** A larger message is refused. */
  maxMailSize?: number
  /** Capabilities it keeps silent about. */
  hideCapabilities?: readonly string[]
  /** Lines of imapd.conf(5), put last so that they win. */
  extraConf?: string
}

export interface Cyrus extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly pid: number
  /** Ends it and removes its mail. */
  stop: () => Promise<void>
}

const START_MS = 20_000
const FOLDERS = ['db', 'lock', 'log', 'proc', 'socket', 'msg', 'ptclient', 'quota', 'sieve', 'user'].map(
  (name) => `conf/${name}`,
)

/**
 * Starts a real Cyrus on loopback, from its unpacked tree. Each user gets an INBOX with the usual four special folders at
 * the first sign-in.
 */
export async function startCyrus(options: CyrusOptions = {}): Promise<Cyrus> {
  const [root, account] = await Promise.all([unpackCyrus(), labAccount()])
  const state = await makeState(options.name ?? 'cyrus')
  for (const folder of ['conf', ...FOLDERS, 'spool']) {
    await mkdir(join(state, folder))
    await chown(join(state, folder), account.uid, account.gid)
  }
  const { users } = options
  const sasl = await startSaslauthd(join(state, 'mux'), (user, password) => mayEnter(users, user, password))
  const end = async (): Promise<void> => {
    await sasl[Symbol.asyncDispose]()
    await removeState(state)
  }
  let problem: string | undefined
  for (let tries = 0; tries < 5; tries++) {
    const port = await freePort()
    const server = await startMaster({ root, account, state, port, options })
    problem = await ready(server, port, basename(state))
    if (problem === undefined) {
      const stop = async (): Promise<void> => {
        await server.stop()
        await end()
      }
      return { host: '127.0.0.1', port, pid: server.pid, stop, [Symbol.asyncDispose]: stop }
    }
    await server.stop()
    // Only another server on the port it had chosen is worth another try.
    if (problem !== TAKEN) break
  }
  const words = await readFile(join(state, 'output'), 'utf8').catch(() => '')
  await end()
  throw new LabError(
    `Cyrus ${options.name ?? ''} did not start (${problem}). Its reason stands in syslog alone.\n${words}`.trim(),
  )
}

interface Start {
  readonly root: string
  readonly account: Account
  readonly state: string
  readonly port: number
  readonly options: CyrusOptions
}

async function startMaster({ root, account, state, port, options }: Start): Promise<OwnedProcess> {
  const [imapd, services, bin] = [join(state, 'imapd.conf'), join(state, 'cyrus.conf'), join(root, 'usr/lib/cyrus/bin')]
  await writeFile(imapd, imapdConf(state, account, options))
  await writeFile(services, servicesConf(bin, imapd, port))
  const master = [join(root, 'usr/sbin/cyrmaster'), '-C', imapd, '-M', services, '-p', join(state, 'conf/pid'), '-D']
  const libraries = libraryFolder(root)
  // Master would become that account itself.
  return startOwned(asAccount(account, master), join(state, 'output'), {
    ...besideEnv([libraries, join(root, 'usr/lib')]),
    SASL_PATH: join(libraries, 'sasl2'),
  })
}

const TAKEN = 'the port was taken'

/** Waits for its own greeting; gives back what is wrong, if anything. */
async function ready(server: OwnedProcess, port: number, name: string): Promise<string | undefined> {
  const deadline = performance.now() + START_MS
  while (performance.now() < deadline) {
    const end = server.ended()
    if (end !== undefined) return end
    const words = await greeting(port)
    if (words?.includes(name)) return undefined
    if (words !== undefined) return TAKEN
    await sleep(5)
  }
  return `silent for ${START_MS} ms`
}

/** imapd.conf(5). */
function imapdConf(state: string, account: Account, options: CyrusOptions): string {
  const slash = (options.layout ?? 'slash') === 'slash'
  const { quotaBytes, maxMailSize, hideCapabilities = [] } = options
  return `configdirectory: ${state}/conf
defaultpartition: default
partition-default: ${state}/spool
servername: ${basename(state)}
cyrus_user: ${account.name}
cyrus_group: ${account.group}
admins: admin
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${state}/mux
allowplaintext: yes
# A wrong password costs three seconds; tests have no time for it.
failedloginpause: 0
unixhierarchysep: ${slash ? 'yes' : 'no'}
altnamespace: ${slash ? 'yes' : 'no'}
# Users may have a domain; without this setting Cyrus takes it for a foreign realm.
virtdomains: userid
defaultdomain: localhost
autocreate_quota: ${quotaBytes === undefined ? 0 : Math.ceil(quotaBytes / 1024)}
autocreate_post: yes
autocreate_inbox_folders: Drafts | Junk | Sent | Trash
autocreate_subscribe_folders: Drafts | Junk | Sent | Trash
${['Drafts', 'Junk', 'Sent', 'Trash'].map((use) => `xlist-${use.toLowerCase()}: ${use}`).join('\n')}
duplicatesuppression: 0
idlesocket: ${state}/conf/socket/idle
lmtpsocket: ${state}/conf/socket/lmtp
notifysocket: ${state}/conf/socket/notify
mboxname_lockpath: ${state}/conf/lock
proc_path: ${state}/conf/proc
tls_sessions_db_path: ${state}/conf/tls.db
syslog_prefix: caravan-lab
${maxMailSize === undefined ? '' : `maxmessagesize: ${maxMailSize}`}
${hideCapabilities.length === 0 ? '' : `suppress_capabilities: ${hideCapabilities.join(' ')}`}
${options.extraConf ?? ''}
`
}

/** cyrus.conf(5). */
function servicesConf(bin: string, imapd: string, port: number): string {
  return `START {
  recover cmd="${bin}/ctl_cyrusdb -C ${imapd} -r"
}
SERVICES {
  imap cmd="${bin}/imapd -C ${imapd} -U 30" listen="127.0.0.1:${port}" prefork=0 maxchild=200
}
EVENTS {
}
`
}
