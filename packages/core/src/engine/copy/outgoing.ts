import { createHash } from 'node:crypto'
import { flagList } from '../../model/index.ts'
import type { Arrival, FetchedMessage, OutgoingMessage } from '../../services/port.ts'
import type { PassLease } from '../context.ts'

/** A message on its way, held whole: its batch can be sent again in parts. */
export interface HeldMessage {
  readonly uid: number
  readonly size: number
  readonly flags: string
  readonly arrival: Arrival | undefined
  readonly body: readonly Buffer[]
  readonly digest: Buffer
}

/** A message too large to be held: its bytes come once. */
export interface StreamedMessage extends Omit<HeldMessage, 'body' | 'digest'> {
  readonly body: AsyncIterable<Buffer>
}

/** Flags as the target can hold them travel apart from the bytes. */
export function hold(message: FetchedMessage, flags: string, body: readonly Buffer[]): HeldMessage {
  const digest = createHash('sha256')
  for (const part of body) digest.update(part)
  return {
    uid: message.uid,
    size: message.size,
    flags,
    arrival: message.arrival,
    body,
    digest: digest.digest(),
  }
}

/**
 * A message as a session sends it. Before each piece, the last one above all, it is asked whether this pass may still
 * write: a process that was stopped in the middle of an append, and wakes up when another has taken over, breaks off.
 */
export function outgoing(
  lease: PassLease,
  message: Pick<HeldMessage, 'flags' | 'arrival' | 'size'> & Pick<OutgoingMessage, 'body' | 'binary'>,
): OutgoingMessage {
  const { body } = message
  return {
    flags: flagList(message.flags),
    arrival: message.arrival,
    size: message.size,
    ...(message.binary === undefined ? undefined : { binary: message.binary }),
    body: Symbol.iterator in body ? whileFresh(body, lease) : whileFreshStream(body, lease),
  }
}

function* whileFresh(body: Iterable<Buffer>, lease: PassLease): Iterable<Buffer> {
  for (const chunk of body) {
    lease.assertFresh()
    yield chunk
  }
  lease.assertFresh()
}

async function* whileFreshStream(body: AsyncIterable<Buffer>, lease: PassLease): AsyncIterable<Buffer> {
  for await (const chunk of body) {
    lease.assertFresh()
    yield chunk
  }
  lease.assertFresh()
}
