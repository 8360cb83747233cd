import type { HostGuard } from '@caravan/core/guard'
import { CaravanError } from '@caravan/core/model'
import { ImapEndpoint } from '@caravan/core/services'
import { type LedgerDb, openCredential, type Vault } from '@caravan/core/store'
import type { Logger } from 'pino'
import type { Claim } from './claim.ts'

type Side = 'source' | 'target'

/** What opens mailboxes. */
export interface Keys {
  readonly db: LedgerDb
  readonly vault: Vault
  readonly guard: HostGuard
}

/** What a pass runs with. */
export interface Running extends Keys {
  /** As the tables know it. */
  readonly worker: string
  readonly log: Logger
  /** Refused messages are kept below it. */
  readonly dataDir: string
}

/**
 * The mailbox of a pass at one side, with its password out of the vault. Errors: `mailbox-not-ready`, and those of
 * `openCredential`.
 */
export async function endpointOf(keys: Keys, claim: Claim, side: Side): Promise<ImapEndpoint> {
  const { db, guard } = keys
  const id = side === 'source' ? claim.sourceService : claim.targetService
  const user = side === 'source' ? claim.sourceUser : claim.targetUser
  const service =
    id === null
      ? undefined
      : await db
          .selectFrom('services')
          .selectAll()
          .where('id', '=', id)
          .where('organisation_id', '=', claim.organisation)
          .executeTakeFirst()
  if (service === undefined || user === null)
    throw new CaravanError(
      'mailbox-not-ready',
      `This mailbox has no ${side}: its service or its address was taken away.`,
      'Name the service and the address, and ask for the pass again.',
    )
  const master = service.auth === 'master' ? (service.master_user ?? undefined) : undefined
  const password = await passwordOf(keys, claim, side, master === undefined ? undefined : service.id)
  return new ImapEndpoint({
    host: service.host,
    port: service.port,
    tls: service.tls,
    unverified: service.unverified,
    user,
    // RFC 4616 §2: who signs in, and whose mailbox it is.
    credentials:
      master === undefined
        ? { kind: 'password', user, password }
        : { kind: 'password', user: master, password, authzid: user },
    guard,
  })
}

async function passwordOf(
  { db, vault }: Keys,
  { organisation, mailbox }: Claim,
  side: Side,
  master: string | undefined,
): Promise<string> {
  const slot =
    master === undefined
      ? ({ organisation, purpose: `${side}-sign-in`, subject: mailbox } as const)
      : ({ organisation, purpose: 'service-sign-in', subject: master } as const)
  return (await openCredential(db, vault.keys, slot)).reveal()
}
