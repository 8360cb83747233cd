import { ServiceError } from '../port.ts'
import type { MessageRecord } from './record.ts'
import type { ShelfHead } from './shelf.ts'

/** A message that is listed and cannot be handed out: where it lies, and what is wrong. */
export function damaged(head: ShelfHead, { problem }: MessageRecord): ServiceError {
  const { where = '', at = 0, octets = 0, why = '' } = head.problems[problem - 1] ?? {}
  return new ServiceError(
    'message',
    'not-handed-out',
    'The file is damaged here.',
    'Export this folder once more, and hand over the new file; what is there already is not copied twice.',
    { serverReply: `${where}, from octet ${at} on (${octets} octets): ${why}` },
  )
}

/** Of a file that was read, something is gone. */
export const vanished = () =>
  new ServiceError(
    'service',
    'files-not-here',
    'What was read of the files of this mailbox is no longer whole on this machine.',
    'Hand the files over again.',
  )

/** What nobody can do in files. */
export const readOnly = async (): Promise<never> => {
  throw new ServiceError(
    'service',
    'files-read-only',
    'The mail of this mailbox came as files: nothing can be written there.',
    'A reverse pass needs a mailbox at the old service; name one, or leave the reverse pass out.',
  )
}
