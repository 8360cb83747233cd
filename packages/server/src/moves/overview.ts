import { overview } from '@caravan/contract'
import { type Answer, answer } from '../api/answers.ts'
import { readMoveRow } from './one-move.ts'
import { inAll, mailboxStates } from './progress.ts'

export const overviewAnswers: readonly Answer[] = [
  answer(overview.readProgress, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    return inAll(await mailboxStates(database.kysely, params))
  }),
]
