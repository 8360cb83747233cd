import { createHash } from 'node:crypto'
import type { Arrival, FetchedMessage } from '../../services/port.ts'

/** A message on its way, held whole: its batch can be sent again in parts. */
export interface HeldMessage {
  readonly uid: number
  readonly size: number
  readonly flags: string
  readonly arrival: Arrival | undefined
  readonly body: readonly Buffer[]
  readonly digest: Buffer
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

/** Passes a body on and looks at each chunk on its way. */
export async function* observed(body: AsyncIterable<Buffer>, look: (chunk: Buffer) => void): AsyncIterable<Buffer> {
  for await (const chunk of body) {
    look(chunk)
    yield chunk
  }
}
