import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CaravanError } from '../../model/errors.ts'

const run = promisify(execFile)

/** The system user that PostgreSQL runs as when Caravan runs as root; not `nobody`, which other daemons share. */
const SYSTEM_USER = 'caravan'

/** Who runs the PostgreSQL server. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root, so root lends it an account; anybody else runs it as himself. */
export async function serverAccount(cluster: string): Promise<Account> {
  if (!isRoot()) return ownAccount()
  const owner = await ownerOf(cluster)
  // `sudo caravan` on a user's data folder: the owner of the files is the only one who may serve them.
  if (owner !== undefined && owner !== 0) return (await lookUp(String(owner))) ?? nameless(owner)
  return (await lookUp(SYSTEM_USER)) ?? (await addSystemUser())
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

function ownAccount(): Account {
  try {
    const { username, uid, gid } = userInfo()
    return { name: username, uid, gid }
  } catch {
    // A container started under a bare number: neither initdb nor peer sign-in works without a name.
    return nameless(process.getuid?.() ?? -1)
  }
}

function nameless(uid: number): never {
  throw new CaravanError(
    'account-without-name',
    `User ${uid} has no name in /etc/passwd, and the embedded database signs users in by name.`,
    'Give the user a name in /etc/passwd, or set DATABASE_URL to a PostgreSQL server.',
  )
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).uid
  } catch {
    return undefined
  }
}

/** Asks the name service, so that accounts from LDAP are found too. */
async function lookUp(nameOrUid: string): Promise<Account | undefined> {
  try {
    const [name, , uid, gid] = (await run('getent', ['passwd', nameOrUid])).stdout.split(':')
    if (name === undefined || uid === undefined || gid === undefined) return undefined
    return { name, uid: Number(uid), gid: Number(gid) }
  } catch {
    return undefined
  }
}

/** useradd locks /etc/passwd; of two that run at once one may be told to try again or that the user exists. */
async function addSystemUser(): Promise<Account> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  let reply = ''
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      await run('useradd', [...options, '--shell', '/usr/sbin/nologin', SYSTEM_USER])
    } catch (error) {
      reply = error instanceof Error ? error.message : String(error)
    }
    const account = await lookUp(SYSTEM_USER)
    if (account) return account
    await sleep(100)
  }
  throw new CaravanError(
    'system-user-missing',
    `PostgreSQL does not run as root, and the system user "${SYSTEM_USER}" could not be made.`,
    `Make it with "useradd --system ${SYSTEM_USER}", run Caravan as another user, or set DATABASE_URL.`,
    { serverReply: reply },
  )
}

/** What root writes in a user's folder belongs to that user, who works there again without root. */
export async function leaveToOwner(path: string): Promise<void> {
  if (!isRoot()) return
  const { uid, gid } = await stat(dirname(path))
  await chown(path, uid, gid)
}
