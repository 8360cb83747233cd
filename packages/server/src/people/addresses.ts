import { createHash } from 'node:crypto'
import { type BodyOf, people } from '@caravan/contract'
import { readAddress } from '@caravan/core/model'
import { applyAddressRule, parseAddressRule, type RuleResult } from '@caravan/core/move'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, type MovePath, readMoveRow } from '../moves/one-move.ts'
import { filtered, type Mailbox } from './mailbox-rows.ts'

type Rule = Omit<BodyOf<typeof people.applyAddresses>, 'digest'>

type Decision = Mailbox['decision']

interface Proposed {
  readonly result: RuleResult
  readonly digest: string
  readonly sources: ReadonlyMap<string, string>
}

interface Row {
  readonly id: string
  readonly source: string
  readonly target: string | null
  readonly chosen: boolean
  readonly displayName: string
  readonly firstName: string | null
  readonly middleName: string | null
  readonly lastName: string | null
  readonly nickname: string | null
}

/** What a rule gives to the mailboxes of a filter; an address that any other mailbox has is taken. */
async function propose(db: LedgerDb, path: MovePath, { rule, spelling, again, filter }: Rule): Promise<Proposed> {
  const parsed = parseAddressRule(rule)
  const { rows } = await sql<Row>`
    select m.id, m.source_address as source, m.target_address as target,
      (${filtered(path, filter)}) and (${again} or m.target_address is null) as chosen, m.display_name as "displayName",
      m.first_name as "firstName", m.middle_name as "middleName", m.last_name as "lastName", m.nickname
    from move_mailboxes m where ${filtered(path, {})}`.execute(db)
  const taken = new Set(
    rows.flatMap(({ chosen, target }) => (chosen || target === null ? [] : (readAddress(target).address?.key ?? []))),
  )
  const chosen = rows.filter((row) => row.chosen)
  const result = applyAddressRule(
    parsed,
    chosen.map((row) => ({
      id: row.id,
      displayName: row.displayName === '' ? undefined : row.displayName,
      firstName: row.firstName ?? undefined,
      middleName: row.middleName ?? undefined,
      lastName: row.lastName ?? undefined,
      nickname: row.nickname ?? undefined,
      source: readAddress(row.source).address,
    })),
    { spelling, taken },
  )
  const made = result.made.map(({ id, address }) => `${id} ${address}`).sort()
  const digest = createHash('sha256').update(made.join('\n')).digest('hex')
  return { result, digest, sources: new Map(chosen.map(({ id, source }) => [id, source])) }
}

export const addressAnswers: readonly Answer[] = [
  answer(people.countAddresses, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    const { rows } = await sql<{
      decision: Decision
      count: number
      withoutTarget: number
      roles: number
      ownerless: number
    }>`
      select m.decision, count(*) as count,
        count(*) filter (where m.target_address is null and m.decision in ('undecided', 'move', 'archive-only'))
          as "withoutTarget",
        count(*) filter (where m.kind = 'role') as roles,
        count(*) filter (where m.kind = 'role' and m.decision <> 'leave-behind' and m.owner_name is null
          and m.owner_email is null) as ownerless
      from move_mailboxes m where ${filtered(params, {})} group by m.decision`.execute(database.kysely)
    const { rows: domains } = await sql<{ domain: string }>`
      select distinct lower(split_part(m.source_address, '@', 2)) as domain
      from move_mailboxes m where ${filtered(params, {})} order by domain limit 100`.execute(database.kysely)
    const sum = (field: 'count' | 'withoutTarget' | 'roles' | 'ownerless') =>
      rows.reduce((total, row) => total + row[field], 0)
    const none = { undecided: 0, move: 0, 'archive-only': 0, stay: 0, 'leave-behind': 0 }
    return {
      mailboxes: sum('count'),
      sourceDomains: domains.map(({ domain }) => domain),
      withoutTarget: sum('withoutTarget'),
      roles: sum('roles'),
      rolesWithoutOwner: sum('ownerless'),
      decisions: Object.assign(none, Object.fromEntries(rows.map(({ decision, count }) => [decision, count]))),
    }
  }),

  answer(people.proposeAddresses, async ({ database }, { params, body }) => {
    await readMoveRow(database.kysely, params)
    const { result, digest, sources } = await propose(database.kysely, params, body)
    const { made, unmade, collisions } = result
    const page = <T>(all: readonly T[]) => all.slice(body.offset, body.offset + body.limit)
    const named = (id: string) => ({ mailbox: id, sourceAddress: sources.get(id) ?? '' })
    return {
      digest,
      madeCount: made.length,
      unmadeCount: unmade.length,
      collisionCount: collisions.length,
      made: page(made).map(({ id, address, sure }) => ({ ...named(id), address, sure })),
      unmade: page(unmade).map(({ id, why, detail }) => ({ ...named(id), why, detail })),
      collisions: page(collisions).map(({ address, taken, proposals }) => ({
        address,
        taken,
        mailboxes: proposals.map(({ id, addresses }) => ({ ...named(id), proposals: [...addresses] })),
      })),
    }
  }),

  answer(people.applyAddresses, async ({ database }, asked) => {
    const { params, body } = asked
    return database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, params)
      const { result, digest } = await propose(trx, params, body)
      if (digest !== body.digest)
        throw conflict('preview-outdated', 'The mailboxes have changed since the preview.', 'Look at it again first.')
      const { made } = result
      await sql`
        update move_mailboxes m set target_address = n.address
        from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ address }) => address)}::text[]) as n (id, address)
        where m.id = n.id and m.move_id = ${move.id}`.execute(trx)
      await audit(trx, actorIn(asked), {
        organisation: params.organisation,
        action: 'addresses.applied',
        subject: { kind: 'move', id: move.id },
        after: { rule: body.rule, spelling: body.spelling, changed: made.length },
      })
      await recordEvent(trx, params.organisation, 'mailboxes.changed', { move: move.id, count: made.length })
      return { changed: made.length }
    })
  }),
]
