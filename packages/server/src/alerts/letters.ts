import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import type { Language } from '../employees/standing.ts'
import { readSettings } from '../host/settings.ts'
import { alertLetter, type StuckGroup } from '../letters/alert.ts'
import { aboutOneReader } from '../letters/refusal.ts'
import { type SendingContext, submit } from '../letters/send.ts'
import type { Cause } from './conditions.ts'
import { readersOf } from './settings.ts'
import { wordsIn } from './translated.ts'
import type { KeptError } from './words.ts'

/** How letters are held together. A monitoring system's usual figures: wait a little, then seldom. */
export interface Rhythm {
  /** What else is held up by the same thing shows in this time, and stands in the same letter. */
  readonly gatherSeconds: number
  /** An organisation gets no letters closer together. */
  readonly apartSeconds: number
  /** Of the same cause of the same mailbox no letter tells again within it. */
  readonly quietSeconds: number
  /** A letter that could not be sent is tried again after it. */
  readonly againSeconds: number
}

const RHYTHM: Rhythm = { gatherSeconds: 120, apartSeconds: 1_800, quietSeconds: 21_600, againSeconds: 600 }

/** Organisations written to by one look. */
const MOST = 50
/** Mailboxes of one letter; it names some and counts all. */
const MOST_MAILBOXES = 50_000
const MOST_GROUPS = 20
const MOST_NAMED = 20

type LetterContext = SendingContext & Pick<ServerContext, 'publicUrl'>

interface Stuck {
  readonly id: string
  readonly move: string
  readonly address: string
  readonly cause: Cause
  readonly error: KeptError | null
  readonly since: Date
}

/** Writes one letter to each organisation that has to learn of mailboxes that do not go on; how many were told. */
export async function tellOfStuck(context: LetterContext, rhythm: Rhythm = RHYTHM): Promise<number> {
  const db = context.database.kysely
  const { sender } = await readSettings(db)
  if (sender === null) return 0
  let told = 0
  for (const organisation of await waiting(db, rhythm)) {
    const { readers, language } = await readersOf(db, organisation)
    if (readers.length === 0) continue
    const stuck = await claim(db, organisation, rhythm)
    if (stuck.length === 0) continue
    const letter = alertLetter(language, {
      organisation: await nameOf(db, organisation),
      mailboxes: stuck.length,
      first: stuck[0]?.address ?? '',
      groups: grouped(language, stuck),
      link: context.publicUrl,
    })
    let taken = false
    for (const reader of readers)
      try {
        await submit(context, sender, reader, letter)
        taken = true
      } catch (error) {
        context.log.warn({ err: error, organisation }, 'an alert was not sent')
        // What concerns the sender concerns the next reader, too.
        if (!aboutOneReader(error)) break
      }
    if (!taken) continue
    await sql`update alerts set told_at = clock_timestamp() where id = any(${stuck.map(({ id }) => id)})`.execute(db)
    told++
  }
  return told
}

/** Alerts that no letter has told of; `quiet` ones are told of when they are still there later. */
const UNTOLD = (rhythm: Rhythm) => sql`
  a.raised_at is not null and a.cleared_at is null and a.told_at is null
  and (a.letter_after is null or a.letter_after <= clock_timestamp())
  and not exists (
    select from alerts o where o.mailbox_id = a.mailbox_id and o.cause = a.cause
      and o.told_at > clock_timestamp() - ${rhythm.quietSeconds}::int * interval '1 second')`

async function waiting(db: LedgerDb, rhythm: Rhythm): Promise<string[]> {
  const { rows } = await sql<{ organisation: string }>`
    select a.organisation_id as organisation from alerts a where ${UNTOLD(rhythm)}
      and not exists (select from alerts t where t.organisation_id = a.organisation_id
        and t.told_at > clock_timestamp() - ${rhythm.apartSeconds}::int * interval '1 second')
    group by a.organisation_id
    having min(a.raised_at) <= clock_timestamp() - ${rhythm.gatherSeconds}::int * interval '1 second'
    order by min(a.raised_at) limit ${MOST}`.execute(db)
  return rows.map(({ organisation }) => organisation)
}

/** Takes an organisation's alerts for a letter; another process finds none, and one that dies leaves them for later. */
async function claim(db: LedgerDb, organisation: string, rhythm: Rhythm): Promise<Stuck[]> {
  const { rows } = await sql<Stuck>`
    update alerts a set letter_after = clock_timestamp() + ${rhythm.againSeconds}::int * interval '1 second'
    from move_mailboxes b, moves m
    where b.id = a.mailbox_id and m.id = a.move_id and a.id in (
      select a.id from alerts a where a.organisation_id = ${organisation} and ${UNTOLD(rhythm)}
      order by a.since, a.id limit ${MOST_MAILBOXES} for update skip locked)
    returning a.id, m.name as move, b.source_address as address, a.cause, a.error, a.since`.execute(db)
  return rows
}

/** Mailboxes that the same thing holds up stand together, the most of them first. */
function grouped(language: Language, stuck: readonly Stuck[]): StuckGroup[] {
  const groups = Map.groupBy(stuck, ({ move, cause, error }) => {
    const { message, remedy } = wordsIn(language, cause, error)
    return JSON.stringify([move, message, remedy])
  })
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_GROUPS)
    .flatMap((members) => {
      const [first] = members
      if (first === undefined) return []
      const since = members.reduce((least, one) => (one.since < least ? one.since : least), first.since)
      const addresses = members
        .slice(0, MOST_NAMED)
        .map(({ address }) => address)
        .sort()
      const { move, cause, error } = first
      return [{ move, mailboxes: members.length, since, addresses, ...wordsIn(language, cause, error) }]
    })
}

async function nameOf(db: LedgerDb, organisation: string): Promise<string> {
  const { name } = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow()
  return name
}
