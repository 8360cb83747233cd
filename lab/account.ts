import { command, LabError } from './command.ts'
import { labFolder } from './folder.ts'
import { withLock } from './lock.ts'

/** The system user that the lab's servers drop their rights to. */
export interface Account {
  name: string
  group: string
  uid: number
  gid: number
}

const NAME = 'caravan-lab'
let known: Promise<Account> | undefined

/** Root gets the system user `caravan-lab`, made where it is missing; anybody else stays who they are. */
export function labAccount(): Promise<Account> {
  known ??= process.getuid?.() === 0 ? systemUser() : ourselves()
  return known
}

async function systemUser(): Promise<Account> {
  const found = await lookUp(NAME).catch(() => undefined)
  if (found) return found
  return withLock(`${labFolder()}/account.lock`, async () => {
    const made = await lookUp(NAME).catch(() => undefined)
    if (made) return made
    const args = ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', NAME]
    await command('useradd', args).catch((cause: unknown) => {
      throw new LabError(`The system user ${NAME} can't be made: run \`useradd --system ${NAME}\` as root.`, { cause })
    })
    return lookUp(NAME)
  })
}

async function ourselves(): Promise<Account> {
  return lookUp((await command('id', ['-un'])).trim())
}

async function lookUp(name: string): Promise<Account> {
  const [uid, gid, group] = await Promise.all(['-u', '-g', '-gn'].map((part) => command('id', [part, name])))
  return { name, group: group?.trim() ?? name, uid: Number(uid), gid: Number(gid) }
}

/**
 * A program run as this account, where that is not ourselves, and ended with its owner: new credentials make the kernel
 * forget the signal that startOwned asked for, so it is asked for again.
 */
export function asAccount({ uid, gid }: Account, argv: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return [...argv]
  const lower = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--pdeathsig', 'TERM']
  return ['setpriv', ...lower, ...argv]
}
