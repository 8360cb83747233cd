import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { basename, join } from 'node:path'
import { type Account, asAccount, labAccount } from './account.ts'
import { courierSignIn, type SignedIn } from './courier-sign-in.ts'
import { type OwnedProcess, startOwned } from './owned.ts'
import { besideEnv, libraryFolder, unpackCourier } from './packages.ts'
import { makeState, removeState } from './state.ts'
import { mayEnter } from './users.ts'

export interface CourierOptions {
  /** Shows in its folder's name. */
  name?: string
  /** Passwords by user; then nobody else signs in. Without it every user name does, with the password `pw`. */
  users?: Readonly<Record<string, string>>
  /** Each user's quota. */
  quotaBytes?: number
}

export interface Courier extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** The user's Maildir; it need not exist yet. */
  mailDir: (user: string) => string
  /** Ends it and removes its mail. */
  stop: () => Promise<void>
}

// As Debian's package sets it.
const CAPABILITIES = 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE'

/**
 * Starts Courier's IMAP server on loopback, from its unpacked tree. Its own sign-in asks a daemon at a path below /run
 * that is compiled in, so a small one of ours stands before it; from the sign-in on everything is said by Courier's
 * imapd. Its sessions end with their connections, and so with this process.
 */
export async function startCourier(options: CourierOptions = {}): Promise<Courier> {
  const [root, account] = await Promise.all([unpackCourier(), labAccount()])
  const state = await makeState(options.name ?? 'courier')
  const mailDir = (user: string): string => join(state, encodeURIComponent(user.toLowerCase()), 'Maildir')
  const watcher = await startWatcher(root, account, state)
  const sessions = new Set<ChildProcess>()

  const serve = async ({ user, tag, rest, socket }: SignedIn): Promise<void> => {
    const home = await makeHome(join(mailDir(user), '..'), account, options.quotaBytes)
    const child = spawn(join(root, 'usr/bin/imapd'), ['Maildir'], {
      cwd: home,
      ...(process.getuid?.() === 0 && { uid: account.uid, gid: account.gid }),
      env: { ...sessionEnv(root, home, user, tag), GAM_CLIENT_ID: basename(state) },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    sessions.add(child)
    child.once('close', () => sessions.delete(child))
    talk(child, socket, rest)
  }
  const front = await courierSignIn(CAPABILITIES, (user, password) => mayEnter(options.users, user, password), serve)
  const stop = async (): Promise<void> => {
    await front.stop()
    const ends = [...sessions].map((child) => once(child, 'close'))
    for (const child of sessions) child.kill('SIGKILL')
    await Promise.all(ends)
    await watcher.stop(0)
    await removeState(state)
  }
  return { host: '127.0.0.1', port: front.port, mailDir, stop, [Symbol.asyncDispose]: stop }
}

/**
 * Courier's sessions have Gamin tell them when a lock is free. They would start its server themselves, from a path that
 * is compiled in, and without it every APPEND waits for a second.
 */
async function startWatcher(root: string, account: Account, state: string): Promise<OwnedProcess> {
  const argv = [join(root, 'usr/libexec/gam_server'), '--notimeout', basename(state)]
  return startOwned(asAccount(account, argv), join(state, 'gamin'), besideEnv([libraryFolder(root)]))
}

/** Lets client and session talk; `rest` is what the client said behind its sign-in. */
function talk(child: ChildProcess, socket: Socket, rest: Buffer): void {
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) return
  stdin.on('error', () => socket.destroy())
  child.on('error', () => socket.destroy())
  stdin.write(rest)
  socket.pipe(stdin)
  stdout.pipe(socket)
}

/** A home with an empty Maildir, made at the first sign-in. */
async function makeHome(home: string, { uid, gid }: Account, quotaBytes: number | undefined): Promise<string> {
  const maildir = join(home, 'Maildir')
  for (const folder of [home, maildir, ...['cur', 'new', 'tmp'].map((name) => join(maildir, name))]) {
    // The one that is made here is ours to give away; two sign-ins at once make it once.
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined) await chown(folder, uid, gid)
  }
  // Its first line is the quota, which every delivery is counted against; an earlier sign-in may have made it.
  if (quotaBytes !== undefined) {
    const file = join(maildir, 'maildirsize')
    const made = await writeFile(file, `${quotaBytes}S\n`, { flag: 'wx' }).then(
      () => true,
      () => false,
    )
    if (made) await chown(file, uid, gid)
  }
  return home
}

/** What Courier's sign-in hands to its imapd, with Debian's settings; nothing is thrown away on its own. */
function sessionEnv(root: string, home: string, user: string, tag: string): NodeJS.ProcessEnv {
  return {
    ...besideEnv([join(root, 'usr/lib'), join(root, 'usr/lib/courier-authlib'), libraryFolder(root)]),
    HOME: home,
    MAILDIRPATH: 'Maildir',
    AUTHENTICATED: user,
    AUTHADDR: user,
    AUTHFULLNAME: user,
    IMAPLOGINTAG: tag,
    PROTOCOL: 'IMAP',
    TCPREMOTEIP: '127.0.0.1',
    TCPREMOTEPORT: '1',
    TCPLOCALIP: '127.0.0.1',
    TCPLOCALPORT: '143',
    IMAP_CAPABILITY: CAPABILITIES,
    IMAP_KEYWORDS: '1',
    IMAP_ACL: '1',
    IMAP_MAILBOX_SANITY_CHECK: '0',
    IMAP_USELOCKS: '1',
    IMAP_UMASK: '022',
    IMAP_TRASHFOLDERNAME: 'Trash',
    IMAP_EMPTYTRASH: '',
    IMAP_OBSOLETE_CLIENT: '0',
    IMAP_CHECK_ALL_FOLDERS: '0',
    IMAP_DISABLETHREADSORT: '0',
    IMAP_ENHANCEDIDLE: '0',
    IMAP_IDLE_TIMEOUT: '60',
  }
}
