import type { AnswerOf, MailboxState, overview } from '@caravan/contract'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'

export type MoveProgress = AnswerOf<typeof overview.readProgress>

/** How each state looks, in the order in which they are shown. */
export const MAILBOX_STATES: Readonly<Record<MailboxState, { tone: Tone; icon: IconName }>> = {
  home: { tone: 'ok', icon: 'check' },
  exceptions: { tone: 'warning', icon: 'alert' },
  copying: { tone: 'going', icon: 'running' },
  queued: { tone: 'idle', icon: 'clock' },
  paused: { tone: 'idle', icon: 'pause' },
  'not-begun': { tone: 'idle', icon: 'ring' },
  failed: { tone: 'warning', icon: 'alert' },
  stuck: { tone: 'bad', icon: 'stop' },
}
export const STATE_ORDER = Object.keys(MAILBOX_STATES) as readonly MailboxState[]

export const countOf = ({ states }: MoveProgress, state: MailboxState): number =>
  states.find((one) => one.state === state)?.count ?? 0
