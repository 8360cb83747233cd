import type { Cause } from './conditions.ts'
import { PATIENCE } from './conditions.ts'

/** An alert in words: what happened, what a server said, what to do. */
export interface Words {
  readonly message: string
  readonly serverReply: string | null
  readonly remedy: string
}

/** What the error of a pass, or the reason of a hand-back, is kept as. */
export interface KeptError {
  readonly code?: string
  readonly message?: string
  readonly remedy?: string
  readonly serverReply?: string | null
}

const HAND_BACKS: Readonly<Record<string, string>> = {
  'worker-gone': 'Its workers end or stand still before the pass does.',
  'mailbox-in-use': 'Another process works on the mailbox all the time.',
}

/** Says a cause as docs/errors.md says errors. Of a pass that ended it has the pass's own words. */
export function wordsOf(cause: Cause, error: KeptError | null): Words {
  const own = (message: string, remedy: string): Words => ({ message, serverReply: null, remedy })
  switch (cause) {
    case 'pass-fails':
    case 'undecided':
      return {
        message: error?.message ?? 'Its last pass did not come to an end.',
        serverReply: error?.serverReply ?? null,
        remedy: error?.remedy ?? 'Look at the report of its last pass, and ask for a pass again.',
      }
    case 'differs':
      return own(
        'What was read again at the target is not what the source has.',
        'Look at the report of its last pass; the next one copies what is missing.',
      )
    case 'handed-back':
      return own(
        `Its pass was given back again and again. ${HAND_BACKS[error?.code ?? ''] ?? 'The database was away each time.'}`,
        'Tell the host administrator, whose log has the details.',
      )
    case 'no-progress':
      return own(
        `Its pass runs, and nothing has moved for ${PATIENCE.silent} minutes.`,
        'Cancel the pass and ask for it again; if it stays so, tell the host administrator.',
      )
    case 'no-worker':
      return own('It waits for a pass, and no worker runs.', 'Tell the host administrator to start a worker.')
    case 'not-started':
      return own(
        'It has waited for hours although both services are free: the workers have no room.',
        'Tell the host administrator to start more workers.',
      )
  }
}
