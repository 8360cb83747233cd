import type { Session } from '../../services/port.ts'
import { takeMessages } from '../take-messages.ts'
import { EQUIVALENCE_LIMIT, equivalent } from './equivalent.ts'

/** Compares two messages part by part; those too large to hold, or not handed out, are not called alike. */
export async function decodedAlike(source: Session, target: Session, uid: number, targetUid: number): Promise<boolean> {
  const ours = await wholeMessage(source, uid)
  const theirs = ours === undefined ? undefined : await wholeMessage(target, targetUid)
  return ours !== undefined && theirs !== undefined && equivalent(ours, theirs)
}

async function wholeMessage(session: Session, uid: number): Promise<Buffer | undefined> {
  let whole: Buffer | undefined
  await takeMessages(session, [uid], async (message) => {
    if (message.size > EQUIVALENCE_LIMIT) return
    const parts: Buffer[] = []
    for await (const chunk of message.body) parts.push(chunk)
    whole = Buffer.concat(parts)
  })
  return whole
}
