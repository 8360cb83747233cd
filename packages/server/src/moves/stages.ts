import { type AnswerOf, moves } from '@caravan/contract'
import type { Role } from '@caravan/core/model'
import {
  advance,
  dayIn,
  type Move,
  type MoveCommand,
  type MoveFacts,
  type MoveState,
  mayLeave,
  planOf,
  type Refusal,
  type Actor as Signer,
  standingOn,
  switchedAt,
  waitsFor,
} from '@caravan/core/move'
import type { LedgerDb, Moves } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { type Answer, type Asked, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, RequestError } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { gatherFacts } from './facts.ts'
import { holdMove, type MovePath, readMoveRow } from './one-move.ts'
import { planned, stateOf } from './standing.ts'

type Stages = AnswerOf<typeof moves.readStages>

/** A move with everything that its gates are judged by, of one moment. */
interface Standing {
  readonly row: Selectable<Moves>
  readonly move: Move
  readonly state: MoveState
  readonly facts: MoveFacts
  readonly approvalRequired: boolean
  readonly at: Date
}

async function standingOf(db: LedgerDb, context: ServerContext, row: Selectable<Moves>): Promise<Standing> {
  const path: MovePath = { organisation: row.organisation_id, move: row.id }
  const state = stateOf(row)
  const at = new Date()
  const approvalRequired = await approvalOf(db, path.organisation)
  const facts = await gatherFacts(db, context.vault, { ...path, at, switchedAt: switchedAt(state), approvalRequired })
  return { row, move: await planned(db, row), state, facts, approvalRequired, at }
}

async function approvalOf(db: LedgerDb, organisation: string): Promise<boolean> {
  const { rows } = await sql<{ required: boolean }>`
    select coalesce((settings->>'approvalRequired')::boolean, true) as required from organisations
    where id = ${organisation}`.execute(db)
  return rows[0]?.required ?? true
}

function shown({ row, move, state, facts, approvalRequired, at }: Standing): Stages {
  const today = dayIn(row.time_zone, at)
  return {
    version: row.version,
    approvalRequired,
    items: planOf(move).map((plan) => {
      const { status, since } = state.stages[plan.stage]
      const { may, checks } = mayLeave(plan.stage, move, state, facts)
      return {
        stage: plan.stage,
        status,
        since,
        applies: plan.applies,
        built: plan.built,
        begins: plan.begins,
        ends: plan.ends,
        standing: standingOn(plan, today),
        parts: [...plan.parts],
        mayLeave: may && status === 'open',
        waitsFor: status === 'waiting' && plan.applies ? waitsFor(plan.stage, move, state) : [],
        checks: checks.map(({ name, status, evidence, asks, remedy, overridableBy, override }) => ({
          name,
          status,
          evidence: evidence && {
            ...evidence,
            examples: [...evidence.examples],
            refusals: evidence.refusals && [...evidence.refusals],
          },
          asks,
          remedy,
          overridableBy: [...overridableBy],
          override: override && { by: override.by, role: override.role, at: override.at, reason: override.reason },
        })),
      }
    }),
  }
}

/** Who signs a step. A token runs a move as its lead would; what is an owner's alone it cannot do. */
function signerOf(asked: Pick<Asked<typeof moves.advanceStage>, 'caller'>): Signer {
  const role: Role = standingIn(asked).role ?? 'lead'
  return { member: actorIn(asked).name, role }
}

/** Takes a step: state and facts are read, judged and kept in one transaction, while nobody else changes the move. */
async function step(
  context: ServerContext,
  asked: Pick<Asked<typeof moves.advanceStage>, 'caller' | 'params'>,
  command: MoveCommand,
  version: number,
): Promise<Stages> {
  return context.database.kysely.transaction().execute(async (trx) => {
    const row = await holdMove(trx, asked.params)
    if (row.version !== version)
      throw conflict('move-changed', 'The move has changed since you read it.', 'Read its stages again, then decide.')
    const standing = await standingOf(trx, context, row)
    const outcome = advance(standing.state, command, signerOf(asked), standing)
    if ('refused' in outcome) throw refusedWith(outcome.refused)
    const after = await trx
      .updateTable('moves')
      .set({ state: JSON.stringify(outcome.state), version: row.version + 1 })
      .where('id', '=', row.id)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirstOrThrow()
    for (const event of outcome.events) {
      const organisation = row.organisation_id
      const action = `move.${event.event}`
      const reason = 'reason' in command ? command.reason : undefined
      await audit(trx, actorIn(asked), {
        organisation,
        action,
        subject: { kind: 'move', id: row.id },
        after: event,
        reason,
      })
      await recordEvent(trx, organisation, action, { move: row.id, stage: event.stage, version: after.version })
    }
    return shown({ ...standing, row: after, state: outcome.state })
  })
}

/** All the reasons: the first as the refusal, each of them as a field. */
function refusedWith(refusals: readonly Refusal[]): RequestError {
  const [first] = refusals
  if (first === undefined) throw new Error('a refusal has a reason')
  const fields = refusals.map(({ code, concerns, message, remedy }) => ({
    path: [code, ...concerns].join('.'),
    message: `${message} ${remedy}`,
  }))
  return new RequestError(first.code === 'role-may-not' ? 403 : 409, first.code, first.message, first.remedy, fields)
}

export const stageAnswers: readonly Answer[] = [
  answer(moves.readStages, (context, { params }) =>
    context.database.kysely
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => shown(await standingOf(trx, context, await readMoveRow(trx, params)))),
  ),

  answer(moves.advanceStage, (context, asked) => {
    const { version, ...command } = asked.body
    return step(context, asked, command, version)
  }),

  answer(moves.overrideCheck, (context, asked) => {
    const { version, ...rest } = asked.body
    return step(context, asked, { do: 'override', ...rest }, version)
  }),

  answer(moves.readApprovalGate, async ({ database }, { params }) => ({
    required: await approvalOf(database.kysely, params.organisation),
  })),

  answer(moves.setApprovalGate, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const { required } = asked.body
    await database.kysely.transaction().execute(async (trx) => {
      await sql`select from organisations where id = ${organisation} for update`.execute(trx)
      const before = await approvalOf(trx, organisation)
      await sql`
        update organisations set settings = settings || ${JSON.stringify({ approvalRequired: required })}::jsonb
        where id = ${organisation}`.execute(trx)
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'approval-gate.set',
        subject: { kind: 'organisation', id: organisation },
        before: { required: before },
        after: { required },
      })
    })
  }),
]
