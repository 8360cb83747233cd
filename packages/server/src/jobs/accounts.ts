import type { Fetch, HostGuard } from '@caravan/core/guard'
import { CaravanError } from '@caravan/core/model'
import { type Endpoint, type ImapAccount, ImapEndpoint, type LabelWish, masterSignIn } from '@caravan/core/services'
import { type LedgerDb, openCredential, type Vault } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { filesOf } from '../files/endpoint.ts'
import { serviceLine } from '../moves/service-line.ts'
import { tokenSignIn } from '../oauth/tokens.ts'
import { byAdministrator } from './administrator.ts'
import type { Claim } from './claim.ts'

type Side = 'source' | 'target'
type Opened = Pick<
  Claim,
  'organisation' | 'mailbox' | 'sourceService' | 'sourceUser' | 'targetService' | 'targetUser'
> &
  Partial<Pick<Claim, 'sourceFiles'>>

/** What opens mailboxes. */
export interface Keys {
  readonly db: LedgerDb
  /** Files that were handed over lie below it. */
  readonly dataDir: string
  readonly vault: Vault
  readonly guard: HostGuard
  /** HTTP through the guard. */
  readonly fetch: Fetch
}

/** What a pass runs with. */
export interface Running extends Keys {
  /** As the tables know it. */
  readonly worker: string
  readonly log: Logger
}

/**
 * The mailbox of a pass at one side, with its password out of the vault. Errors: `mailbox-not-ready`, and those of
 * `openCredential`; its sessions have those of `byAdministrator` as well where one account opens all mailboxes.
 */
export async function endpointOf(
  keys: Keys,
  claim: Opened,
  side: Side,
  times: Pick<ImapAccount, 'connectTimeoutMs' | 'responseTimeoutMs'> = {},
): Promise<Endpoint> {
  const { db, guard } = keys
  if (side === 'source' && claim.sourceFiles === true) return filesOf(keys, claim)
  const id = side === 'source' ? claim.sourceService : claim.targetService
  const user = side === 'source' ? claim.sourceUser : claim.targetUser
  const service =
    id === null
      ? undefined
      : await db
          .selectFrom('services')
          .selectAll()
          .select(sql<Date>`clock_timestamp()`.as('read_at'))
          .where('id', '=', id)
          .where('organisation_id', '=', claim.organisation)
          .executeTakeFirst()
  if (service === undefined || user === null)
    throw new CaravanError(
      'mailbox-not-ready',
      `This mailbox has no ${side}: its service or its address was taken away.`,
      'Name the service and the address, and ask for the pass again.',
    )
  // At the new home nothing of others is looked at, and a folder is a folder.
  const shared = side === 'source' && service.shared_folders
  const labels: LabelWish = side === 'target' ? 'every' : service.labels === 'auto' ? 'labels' : service.labels
  const line = await serviceLine(keys, service)
  const place = { ...line, shared, labels, guard, ...times }
  const own = { organisation: claim.organisation, purpose: `${side}-sign-in`, subject: claim.mailbox } as const
  const tokens = await tokenSignIn(keys, service, line.proxy, user, own)
  if (tokens !== undefined) return new ImapEndpoint({ ...place, user, credentials: tokens })
  const master = service.auth === 'master' ? (service.master_user ?? undefined) : undefined
  const password = await passwordOf(keys, claim, side, master === undefined ? undefined : service.id)
  if (master === undefined)
    return new ImapEndpoint({ ...place, user, credentials: { kind: 'password', user, password } })
  const as = (whose: string): Endpoint =>
    new ImapEndpoint({
      ...place,
      user: whose,
      credentials: masterSignIn(whose, master, password, service.master_separator),
    })
  return byAdministrator(db, service, user, as, service.read_at)
}

async function passwordOf(
  { db, vault }: Keys,
  { organisation, mailbox }: Opened,
  side: Side,
  master: string | undefined,
): Promise<string> {
  const slot =
    master === undefined
      ? ({ organisation, purpose: `${side}-sign-in`, subject: mailbox } as const)
      : ({ organisation, purpose: 'service-sign-in', subject: master } as const)
  return (await openCredential(db, vault.keys, slot)).reveal()
}
