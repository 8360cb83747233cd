import { CaravanError } from '@caravan/core/model'
import {
  canRevoke,
  fetchThrough,
  type Grant,
  type OAuthApplication,
  readGrant,
  revokeGrant,
} from '@caravan/core/services'
import { type CredentialSlot, type LedgerDb, openCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import type { MovePath } from '../moves/one-move.ts'
import { type ServiceRow, serviceRows } from '../moves/one-service.ts'
import { serviceLine } from '../moves/service-line.ts'
import { applicationOf, keptOf } from './registration.ts'

/** Who is asked to take consents of a service back, and by which way. */
interface Asked {
  readonly app: OAuthApplication
  readonly fetch: ServerContext['fetch']
}

/** Consents of a move that were opened before they were erased. */
export interface Consents {
  readonly open: readonly { readonly grant: Grant; readonly at: Asked }[]
  /** Those that cannot be taken back one by one, and those that do not open. */
  readonly kept: number
}

/** What became of them. `kept`: they stay at the provider until their owners or its administrator remove them. */
export interface Withdrawn {
  readonly withdrawn: number
  readonly kept: number
  /** Why the first one stayed that was asked for. */
  readonly why: string | null
}

/** More are not held in memory at once; the rest stays at the provider. */
const MOST = 10_000
const AT_ONCE = 8
/** Somebody waits in front of a page. */
const PATIENCE_MS = 45_000

/** The consents of a move's owners, with what is needed to take them back once the vault has forgotten them. */
export async function consentsOf(db: LedgerDb, context: ServerContext, path: MovePath): Promise<Consents> {
  const services = await serviceRows(db, path)
  let kept = 0
  const open: { grant: Grant; at: Asked }[] = []
  for (const service of services.filter((one) => keptOf(one)?.way === 'consent')) {
    const slots = await slotsOf(db, path, service)
    const at = await askedOf(db, context, service).catch(unlessOurs)
    for (const slot of slots) {
      const secret = at === undefined || open.length >= MOST ? undefined : await opened(db, context, slot)
      // What is no grant is a password of a table, which nobody agreed to.
      const grant = secret && readGrant(secret.reveal())
      if (at === undefined || secret === undefined) kept++
      else if (grant !== undefined) open.push({ grant, at })
    }
  }
  return { open, kept }
}

async function slotsOf(db: LedgerDb, { organisation, move }: MovePath, service: ServiceRow): Promise<CredentialSlot[]> {
  const purpose = `${service.side}-sign-in` as const
  const column = service.side === 'source' ? sql`m.source_service` : sql`m.target_service`
  const { rows } = await sql<{ subject: string }>`
    select c.subject from credentials c join move_mailboxes m on m.id = c.subject
    where c.organisation_id = ${organisation} and c.move_id = ${move} and c.purpose = ${purpose}
      and ${column} = ${service.id} order by c.subject`.execute(db)
  return rows.map(({ subject }) => ({ organisation, purpose, subject }))
}

/** Undefined where consents to this application cannot be taken back. */
async function askedOf(db: LedgerDb, context: ServerContext, service: ServiceRow): Promise<Asked | undefined> {
  const settings = keptOf(service)
  const keys = { db, vault: context.vault }
  const app = settings && (await applicationOf(keys, service, settings))
  if (app === undefined || !canRevoke(app)) return undefined
  return { app, fetch: fetchThrough(context.fetch, (await serviceLine(keys, service)).proxy, context.guard) }
}

const opened = (db: LedgerDb, { vault }: ServerContext, slot: CredentialSlot) =>
  openCredential(db, vault.keys, slot).catch(unlessOurs)

/** A secret that does not open keeps nobody from erasing it. */
function unlessOurs(error: unknown): undefined {
  if (!(error instanceof CaravanError)) throw error
}

/** Takes consents back at their providers, as far as they let it and it is done in time. */
export async function withdraw({ open, kept }: Consents, patienceMs = PATIENCE_MS): Promise<Withdrawn> {
  const until = Date.now() + patienceMs
  const waiting = [...open]
  let withdrawn = 0
  let why: string | null = null
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined && Date.now() < until; next = waiting.pop())
      try {
        await revokeGrant(next.at.fetch, next.at.app, next.grant)
        withdrawn++
      } catch (error) {
        if (!(error instanceof CaravanError)) throw error
        why ??= [error.message, error.serverReply ?? ''].join(' ').trim()
      }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return { withdrawn, kept: kept + open.length - withdrawn, why }
}
