import { passes } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { Actor } from '../api/caller.ts'
import { recordEvent } from '../events/write.ts'
import { askAudited } from './answers.ts'
import type { AskedFor } from './ask.ts'

interface WavePath {
  readonly organisation: string
  readonly move: string
  readonly wave: string
}

/** Starts a wave that has not started, in the caller's transaction: asks for the first pass of each of its mailboxes. */
export async function beginWave(trx: LedgerDb, actor: Actor | 'system', path: WavePath): Promise<AskedFor> {
  const { organisation, move, wave } = path
  await trx.updateTable('waves').set({ started_at: new Date() }).where('id', '=', wave).execute()
  await audit(trx, actor, { organisation, action: 'wave.started', subject: { kind: 'wave', id: wave } })
  await recordEvent(trx, organisation, 'wave.started', { move, wave })
  const by = actor === 'system' ? 'Caravan' : actor.name
  const asking = { organisation, kind: 'first', options: passes.passOptions.parse({}), by } as const
  const which = sql`b.move_id = ${move} and b.wave_id = ${wave}`
  return askAudited(trx, actor, { kind: 'wave', id: wave }, which, asking)
}

/** Waves started by one look; the rest follows with the next. */
const MOST = 20

/** Starts the waves whose planned hour has come, once the move copies; how many. A pause keeps a wave back. */
export async function startDueWaves(db: LedgerDb): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<WavePath>`
      select w.organisation_id as organisation, w.move_id as move, w.id as wave
      from waves w join moves m on m.id = w.move_id
      where w.starts_at <= now() and w.started_at is null and w.paused_at is null and m.paused_at is null
        and stages_let_run(m.state, 'first')
      order by w.starts_at, w.position limit ${MOST} for update of w skip locked`.execute(trx)
    for (const path of rows) await beginWave(trx, 'system', path)
    return rows.length
  })
}
