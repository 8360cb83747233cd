import type { Room } from '../../services/port.ts'
import { stillToCopy, strangersOf } from '../../store/index.ts'
import { type PassContext, remark, wantedOf } from '../context.ts'
import { persevere } from '../persevere.ts'
import type { FolderFacts } from '../report/build.ts'
import { UndecidedError } from './guard.ts'

/** Messages, and their octets as the source counts them. */
interface Amount {
  readonly messages: number
  readonly bytes: number
}

/**
 * How much more than a quota leaves has to be left to copy before it is sure that it will not fit: services count a
 * message by its bytes, by what a disk gives it, or compressed.
 */
const SURELY = 1.25

/** A text for people where this does not fit; `surely` where that is beyond doubt. */
export function tooSmall(
  room: Room,
  need: Amount,
  perhapsThere: Amount,
): { readonly text: string; readonly surely: boolean } | undefined {
  const { bytes = Number.POSITIVE_INFINITY, messages = Number.POSITIVE_INFINITY } = room
  if (need.bytes <= bytes && need.messages <= messages) return undefined
  // What another tool may have brought there needs no room; nobody knows before every folder was looked through.
  const least = { messages: need.messages - perhapsThere.messages, bytes: need.bytes - perhapsThere.bytes }
  const [has, needs] =
    need.bytes > bytes
      ? [`${megabytes(bytes)} left`, megabytes(need.bytes)]
      : [`room for ${messages} more messages`, `${need.messages} messages`]
  return {
    text: `the target has ${has} within its quota, and ${needs} are still to be copied`,
    surely: least.messages > messages || least.bytes > SURELY * bytes,
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/**
 * Compares what is still to be copied with what the target's quota leaves, before anything is sent, and says where it is
 * too little. Throws `UndecidedError` `target-too-small` where that is sure and nobody has said yes to it; a dry run only
 * says it.
 */
export async function assertRoom(context: PassContext, facts: readonly FolderFacts[]): Promise<void> {
  const { db, mailbox, accept, dryRun } = context
  const room = await persevere(context, () => context.targets.use((target) => target.room()))
  if (room === undefined) return
  const need = { messages: 0, bytes: 0 }
  for (const { source } of facts) {
    if (source === undefined) continue
    const left = await stillToCopy(db, source.id, wantedOf(context, source.id))
    need.messages += left.messages
    need.bytes += left.bytes
  }
  if (tooSmall(room, need, { messages: 0, bytes: 0 }) === undefined) return
  const small = tooSmall(room, need, await strangersOf(db, mailbox))
  if (small === undefined) return
  const sentence = `${small.text.charAt(0).toUpperCase()}${small.text.slice(1)}.`
  context.tell({ step: 'notice', text: sentence })
  if (small.surely && !dryRun && accept.smallTarget !== true)
    throw new UndecidedError(
      'target-too-small',
      sentence,
      'Give the mailbox more room and run again, or copy what fits with --accept-small-target. Nothing was copied.',
    )
  remark(context, small.text)
}
