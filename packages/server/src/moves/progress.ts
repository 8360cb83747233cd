import type { AnswerOf, overview } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { HOME, type Standing, stateInMove } from './mailbox-state.ts'
import type { MovePath } from './one-move.ts'

type Progress = AnswerOf<typeof overview.readProgress>
type State = Progress['states'][number]['state']

/** Mailboxes of one wave that stand alike. */
interface Row {
  readonly wave: string | null
  readonly state: Standing
  readonly home: boolean
  readonly count: number
}

/** One walk through the mailboxes of a move. */
export async function mailboxStates(db: LedgerDb, { organisation, move }: MovePath): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.wave_id as wave, ${stateInMove(move)} as state, ${HOME} as home, count(*) as count
    from move_mailboxes m
    where m.organisation_id = ${organisation} and m.move_id = ${move} group by 1, 2, 3 order by 2`.execute(db)
  return rows
}

/** What these rows come to, whatever their waves. */
export function inAll(rows: readonly Row[]): Progress {
  const states = new Map<State, number>()
  let [mailboxes, undecided, copied, home, renewing] = [0, 0, 0, 0, 0]
  for (const { state, home: atHome, count } of rows) {
    mailboxes += count
    if (state === 'undecided') undecided += count
    else if (state !== 'left') {
      copied += count
      if (atHome && state !== 'stuck') home += count
      if (atHome && state === 'copying') renewing += count
      states.set(state, (states.get(state) ?? 0) + count)
    }
  }
  return {
    mailboxes,
    undecided,
    copied,
    home,
    renewing,
    states: [...states].map(([state, count]) => ({ state, count })),
  }
}
