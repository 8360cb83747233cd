import type { AnswerOf, overview } from '@caravan/contract'
import type { Words } from '../../words/use-words.ts'

export type MoveEvent = AnswerOf<typeof overview.listMoveEvents>['items'][number]

const GOOD_ENDS: ReadonlySet<unknown> = new Set(['green', 'exceptions'])

/** What a pass that only compares has found; undefined of others, and where it is told as theirs is. */
export function textOfVerification(
  { kind, data }: Pick<MoveEvent, 'kind' | 'data'>,
  maybe: Words['maybe'],
): string | undefined {
  if (data['kind'] !== 'verify') return undefined
  return maybe(
    `event.verify.${kind !== 'pass.ended' ? kind : GOOD_ENDS.has(data['status']) ? 'done' : String(data['status'])}`,
  )
}

/** An event in words; undefined for one that says nothing to people. */
export function textOf({ kind, data }: Pick<MoveEvent, 'kind' | 'data'>, { t, maybe }: Words): string | undefined {
  const { stage, count, address, status } = data
  // Reading who mail was sent to copies nothing.
  if (data['kind'] === 'addresses' && kind.startsWith('pass'))
    return maybe(`event.reading.${kind === 'pass.ended' ? (GOOD_ENDS.has(status) ? 'done' : 'failed') : kind}`)
  if (data['kind'] === 'trial' || data['kind'] === 'reverse') {
    const said = kind === 'pass.ended' ? (GOOD_ENDS.has(status) ? 'done' : 'failed') : kind
    const text = maybe(`event.${data['kind']}.${said}`)
    if (text !== undefined) return text
  }
  const verified = textOfVerification({ kind, data }, maybe)
  if (verified !== undefined) return verified
  if (kind === 'pass.ended')
    return GOOD_ENDS.has(status) ? maybe(`event.pass.${String(status)}`) : t('event.pass.failed')
  const values = {
    ...(typeof stage === 'string' && { stage: maybe(`stage.${stage}`) ?? stage }),
    ...(typeof address === 'string' && { address }),
    ...((typeof count === 'number' || typeof data['erased'] === 'number') && {
      count: Number(count ?? data['erased']),
    }),
  }
  // At the gate of the approval nothing is passed over: it is noted who said yes.
  const named = kind === 'move.check-overridden' && stage === 'approve' ? 'move.approved' : kind
  return maybe(`event.${named}`, values)
}

const TROUBLES: ReadonlySet<string> = new Set([
  'mailbox.stuck',
  'pass.handed-back',
  'employee.refused',
  'employee.letter-failed',
  'employee.welcome-failed',
])

/** Whether something went wrong, or well; undefined: neither. */
export function toneOf({ kind, data }: Pick<MoveEvent, 'kind' | 'data'>): 'ok' | 'bad' | undefined {
  if (kind === 'pass.ended') return GOOD_ENDS.has(data['status']) ? 'ok' : 'bad'
  return TROUBLES.has(kind) ? 'bad' : undefined
}
