import type { AnswerOf, overview } from '@caravan/contract'
import type { Words } from '../../words/use-words.ts'

export type MoveEvent = AnswerOf<typeof overview.listMoveEvents>['items'][number]

const GOOD_ENDS: ReadonlySet<unknown> = new Set(['green', 'exceptions'])

/** An event in words; undefined for one that says nothing to people. */
export function textOf({ kind, data }: Pick<MoveEvent, 'kind' | 'data'>, { t, maybe }: Words): string | undefined {
  const { stage, count, address, status } = data
  if (kind === 'pass.ended')
    return GOOD_ENDS.has(status) ? maybe(`event.pass.${String(status)}`) : t('event.pass.failed')
  const values = {
    ...(typeof stage === 'string' && { stage: maybe(`stage.${stage}`) ?? stage }),
    ...(typeof address === 'string' && { address }),
    ...((typeof count === 'number' || typeof data['erased'] === 'number') && {
      count: Number(count ?? data['erased']),
    }),
  }
  return maybe(`event.${kind}`, values)
}

const TROUBLES: ReadonlySet<string> = new Set([
  'mailbox.stuck',
  'pass.handed-back',
  'employee.refused',
  'employee.letter-failed',
])

/** Whether something went wrong, or well; undefined: neither. */
export function toneOf({ kind, data }: Pick<MoveEvent, 'kind' | 'data'>): 'ok' | 'bad' | undefined {
  if (kind === 'pass.ended') return GOOD_ENDS.has(data['status']) ? 'ok' : 'bad'
  return TROUBLES.has(kind) ? 'bad' : undefined
}
