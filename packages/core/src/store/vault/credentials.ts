import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { CaravanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { LedgerDb } from '../ledger/handle.ts'
import { damaged, keyIdOf, open, seal } from './envelope.ts'
import type { Keyring, MasterKey } from './master-key.ts'
import { keepKey, sealingKeyOf } from './registry.ts'

/** What a credential opens. */
export const PURPOSES = [
  'source-sign-in', // a mailbox at the old service
  'target-sign-in', // a mailbox at the new service
  'service-sign-in', // delegated access to all mailboxes of a service, or its admin API
  'proxy-sign-in', // the proxy that a service is reached through
  'sender-sign-in', // SMTP of a sender address, or of the system's own letters
  'one-time-password', // handed to an employee with the new mailbox
  'dns-sign-in', // TSIG key or token of a DNS provider
  'webhook', // what webhooks are signed with
  'second-factor', // the seed of a TOTP
  'oauth-client', // what an application proves to a token server with, where each owner agrees by themselves
  'oidc-client', // what the program proves to the OIDC provider with
  'session-signing', // what the program signs sessions with; nobody gave it
] as const
export type Purpose = (typeof PURPOSES)[number]

/** Whose credential, and what for. There is one of each. */
export interface CredentialSlot {
  readonly organisation: string
  readonly purpose: Purpose
  /** The mailbox, service, sender address or webhook; null for one of the organisation itself. */
  readonly subject: string | null
}

export interface Credential extends CredentialSlot {
  readonly id: string
  /** The move that it is erased with. */
  readonly move: string | null
  readonly changedAt: Date
  /** False where its master key is lost: then it has to be asked for again. */
  readonly opens: boolean
}

/** A credential on its way into the vault. */
export interface NewCredential extends CredentialSlot {
  readonly secret: Secret
  /** What it is erased with when that closes; none: it stays until the organisation goes. */
  readonly move?: string | null
}

/** Rows of one statement. */
const MOST_AT_ONCE = 1_000

export async function putCredential(db: LedgerDb, keys: Keyring, credential: NewCredential): Promise<void> {
  await putCredentials(db, keys, [credential])
}

/**
 * Seals credentials and stores them, each in the place of an earlier one of its slot, which is gone then. All of them
 * or none, in the caller's transaction or in one of its own; of two for one slot the later one counts. Errors:
 * `credential-too-large`, `master-key-differs`.
 */
export async function putCredentials(
  db: LedgerDb,
  keys: Keyring,
  credentials: readonly NewCredential[],
): Promise<void> {
  // In one order, so that two calls with the same slots wait for each other and not in a circle.
  const slots = new Map(credentials.map((credential) => [slotName(credential), credential]))
  const sorted = [...slots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, credential]) => credential)
  await inTransaction(db, async (trx) => {
    const key = await sealingKeyOf(trx, keys)
    for (let at = 0; at < sorted.length; at += MOST_AT_ONCE)
      await insertSealed(trx, key, sorted.slice(at, at + MOST_AT_ONCE))
  })
}

const slotName = ({ organisation, purpose, subject }: CredentialSlot) =>
  JSON.stringify([organisation, purpose, subject]).toLowerCase()

/** A row that is replaced gets a new id, and what was sealed for the id before opens no longer. */
async function insertSealed(trx: LedgerDb, key: MasterKey, credentials: readonly NewCredential[]): Promise<void> {
  const rows = credentials.map((credential) => {
    const record = randomUUID()
    return { ...credential, record, sealed: seal(key, { ...credential, record }, credential.secret) }
  })
  await sql`
    insert into credentials (id, organisation_id, move_id, purpose, subject, sealed, key_id)
    select n.*, ${key.id} from unnest(${rows.map((row) => row.record)}::uuid[],
      ${rows.map((row) => row.organisation)}::uuid[], ${rows.map((row) => row.move ?? null)}::uuid[],
      ${rows.map((row) => row.purpose)}::text[], ${rows.map((row) => row.subject)}::uuid[],
      ${rows.map((row) => row.sealed)}::bytea[]) as n
    on conflict (organisation_id, purpose, subject) do update set id = excluded.id, move_id = excluded.move_id,
      sealed = excluded.sealed, key_id = excluded.key_id, changed_at = now(),
      opened_at = null`.execute(trx)
}

/**
 * Opens the credential of a slot. Errors: `credential-missing`, `credential-damaged`, `master-key-lost`; each of them
 * is answered by asking for the credential again, and none concerns any other.
 */
export async function openCredential(db: LedgerDb, keys: Keyring, slot: CredentialSlot): Promise<Secret> {
  const { rows } = await sql<{ id: string; sealed: Buffer; key_id: string }>`
    select id, sealed, key_id from credentials where organisation_id = ${slot.organisation}
      and purpose = ${slot.purpose} and subject is not distinct from ${slot.subject}::uuid`.execute(db)
  const [row] = rows
  if (!row) throw missing(slot.purpose)
  return openRow(keys, slot, row)
}

/** A row as the database has it. Its `key_id` is for searching; where it is not the value's own, one was edited. */
export function openRow(
  keys: Keyring,
  slot: CredentialSlot,
  row: { readonly id: string; readonly sealed: Buffer; readonly key_id: string },
): Secret {
  if (keyIdOf(row.sealed) !== row.key_id) throw damaged()
  return open(keys, { ...slot, record: row.id }, row.sealed)
}

/**
 * What an organisation has stored, by id, without the secrets.
 * @param after the last id of the page before; null for the first page
 */
export async function listCredentials(
  db: LedgerDb,
  keys: Keyring,
  organisation: string,
  page: { after: string | null; limit: number },
): Promise<Credential[]> {
  const { rows } = await sql<Credential>`
    select id, organisation_id as organisation, move_id as move, purpose, subject, changed_at as "changedAt",
      key_id = any(${keys.ids}) as opens
    from credentials where organisation_id = ${organisation}
      and id > coalesce(${page.after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by id limit ${page.limit}`.execute(db)
  return rows
}

/** Credentials that were sealed under keys that are not of this ring. */
export async function countLost(db: LedgerDb, keys: Keyring): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from credentials where key_id <> all(${keys.ids})`.execute(db)
  return rows[0]?.n ?? 0
}

/** Erases the credential of a slot; whether there was one. */
export async function forgetCredential(db: LedgerDb, slot: CredentialSlot): Promise<boolean> {
  const { organisation, purpose, subject } = slot
  const gone = await erase(
    db,
    sql`
    organisation_id = ${organisation} and purpose = ${purpose} and subject is not distinct from ${subject}::uuid`,
  )
  return gone === 1
}

/**
 * Erases everything stored for these subjects (mailboxes that are left out, a webhook that is deleted), or what is stored
 * for one purpose of theirs; how many.
 */
export async function forgetCredentials(
  db: LedgerDb,
  organisation: string,
  subjects: readonly string[],
  purpose?: Purpose,
): Promise<number> {
  return erase(
    db,
    sql`organisation_id = ${organisation} and subject = any(${subjects}::uuid[])
      and ${purpose === undefined ? sql`true` : sql`purpose = ${purpose}`}`,
  )
}

/** Erases the credentials of a move when it closes, or all of an organisation when it goes; how many. */
export async function eraseCredentials(
  db: LedgerDb,
  of: { readonly organisation: string; readonly move?: string },
): Promise<number> {
  if (of.move === undefined) return erase(db, sql`organisation_id = ${of.organisation}`)
  return erase(db, sql`organisation_id = ${of.organisation} and move_id = ${of.move}`)
}

/**
 * The rows are deleted and not overwritten first: PostgreSQL writes a changed row to another place, so that the old
 * bytes would stay all the same, until the table is vacuumed. What stays there, in the write-ahead log and in backups
 * is sealed, and opens to nobody once the master key was changed and the old one destroyed.
 */
async function erase(db: LedgerDb, which: RawBuilder<unknown>): Promise<number> {
  return inTransaction(db, async (trx) => {
    await keepKey(trx)
    // Locked in the order in which they are put, and deleted by a statement that sees what was put meanwhile.
    await sql`select from credentials where ${which}
      order by organisation_id, purpose collate "C", subject for update`.execute(trx)
    const done = await sql`delete from credentials where ${which}`.execute(trx)
    return Number(done.numAffectedRows)
  })
}

/** How many credentials are stored for a move: none may be left when it closes. */
export async function countCredentials(db: LedgerDb, organisation: string, move: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from credentials where organisation_id = ${organisation} and move_id = ${move}`.execute(db)
  return rows[0]?.n ?? 0
}

const inTransaction = <T>(db: LedgerDb, work: (trx: LedgerDb) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work)

export function missing(purpose: Purpose): CaravanError {
  return new CaravanError(
    'credential-missing',
    `No credential is stored for this (${purpose}).`,
    'Ask for it, or enter it, and run again.',
  )
}
