import { type AnswerOf, type BodyOf, moves } from '@caravan/contract'
import { CaravanError, normaliseDomain } from '@caravan/core/model'
import { dayIn } from '@caravan/core/move'
import type { Moves } from '@caravan/core/store'
import type { Selectable, Updateable } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { recordEvent } from '../events/write.ts'
import { readSeenAgain } from '../people/seen-reading.ts'
import { holdMove, readMoveRow } from './one-move.ts'

const MOST_MOVES = 500

/** As they were written: the contract judged them. */
const rulesIn = ({ folder_rules }: Pick<Selectable<Moves>, 'folder_rules'>) =>
  folder_rules as AnswerOf<typeof moves.readMove>['folders']

function shown(row: Selectable<Moves>): AnswerOf<typeof moves.readMove> {
  const { night_from: from, night_to: to } = row
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    partial: row.partial,
    ownDomains: row.own_domains,
    cutOverOn: row.cut_over_on,
    timeZone: row.time_zone,
    // PostgreSQL writes seconds.
    nightHours: from === null || to === null ? null : { from: from.slice(0, 5), to: to.slice(0, 5) },
    deltaEveryMinutes: row.delta_every_minutes,
    folders: rulesIn(row),
    pausedAt: row.paused_at?.toISOString() ?? null,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  }
}

/** Columns of what is named; what is not named is left out and stays. */
function columnsOf(body: BodyOf<typeof moves.changeMove>): Updateable<Moves> {
  if (body.timeZone !== undefined) assertZone(body.timeZone)
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.kind !== undefined && { kind: body.kind }),
    ...(body.partial !== undefined && { partial: body.partial }),
    ...(body.ownDomains !== undefined && { own_domains: domainsOf(body.ownDomains) }),
    ...(body.cutOverOn !== undefined && { cut_over_on: body.cutOverOn }),
    ...(body.timeZone !== undefined && { time_zone: body.timeZone }),
    ...(body.nightHours !== undefined && {
      night_from: body.nightHours?.from ?? null,
      night_to: body.nightHours?.to ?? null,
    }),
    ...(body.deltaEveryMinutes !== undefined && { delta_every_minutes: body.deltaEveryMinutes }),
    ...(body.folders !== undefined && { folder_rules: JSON.stringify(body.folders) }),
  }
}

/** Intl takes offsets, too; PostgreSQL counts them the other way round, so that nights would be days. */
function assertZone(timeZone: string): void {
  dayIn(timeZone, new Date())
  if (/^[+-]/.test(timeZone))
    throw new CaravanError(
      'time-zone-unknown',
      `${timeZone} is an offset, not a time zone.`,
      'Name one of the IANA database, such as Europe/Berlin or Asia/Tehran.',
    )
}

function domainsOf(written: readonly string[]): string[] {
  const domains = written.map((one) => {
    const domain = normaliseDomain(one)
    if (domain === undefined)
      throw new CaravanError('domain-invalid', `“${one}” is no domain.`, 'Write it like company.example.')
    return domain
  })
  return [...new Set(domains)].sort()
}

export const moveAnswers: readonly Answer[] = [
  answer(moves.listMoves, async ({ database }, { params }) => {
    const rows = await database.kysely
      .selectFrom('moves')
      .selectAll()
      .where('organisation_id', '=', params.organisation)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(MOST_MOVES)
      .execute()
    return { items: rows.map(shown) }
  }),

  answer(moves.makeMove, async ({ database }, asked) => {
    const { organisation } = asked.params
    const { name, kind } = asked.body
    return database.kysely.transaction().execute(async (trx) => {
      const row = await trx
        .insertInto('moves')
        .values({ ...columnsOf(asked.body), name, kind, organisation_id: organisation })
        .returningAll()
        .executeTakeFirstOrThrow()
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'move.made',
        subject: { kind: 'move', id: row.id },
        after: shown(row),
      })
      await recordEvent(trx, organisation, 'move.made', { move: row.id })
      return shown(row)
    })
  }),

  answer(moves.readMove, async ({ database }, { params }) => shown(await readMoveRow(database.kysely, params))),

  answer(moves.changeMove, async ({ database }, asked) => {
    const columns = columnsOf(asked.body)
    return database.kysely.transaction().execute(async (trx) => {
      const before = await holdMove(trx, asked.params)
      if (Object.keys(columns).length === 0) return shown(before)
      const after = await trx
        .updateTable('moves')
        .set(columns)
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow()
      if (before.own_domains.join() !== after.own_domains.join()) await readSeenAgain(trx, asked.params, actorIn(asked))
      await audit(trx, actorIn(asked), {
        organisation: before.organisation_id,
        action: 'move.changed',
        subject: { kind: 'move', id: before.id },
        before: shown(before),
        after: shown(after),
      })
      await recordEvent(trx, before.organisation_id, 'move.changed', { move: before.id })
      return shown(after)
    })
  }),
]
