import { type FetchedMessage, ServiceError, type Session } from '../services/port.ts'

/**
 * Takes messages of the open folder, and finds out about each that does not come: gone, or listed and not handed out.
 * One bad message may stop the others of its answer, so that those which did not come are asked for alone.
 * @returns the UIDs that are gone, and those refused with the server's words
 */
export async function takeMessages(
  session: Session,
  uids: readonly number[],
  take: (message: FetchedMessage) => Promise<void>,
): Promise<{ gone: number[]; refused: Map<number, ServiceError | undefined> }> {
  const missing = new Set(uids)
  const ask = (some: readonly number[]) =>
    refusalOf(async () => {
      for await (const message of session.messages(some)) {
        // Nobody asked for it, or it came twice: its body is left.
        if (missing.delete(message.uid)) await take(message)
      }
    })
  const refusal = await ask(uids)
  const refused = new Map<number, ServiceError | undefined>()
  if (missing.size === 0) return { gone: [], refused }
  const still = await session.existing([...missing])
  const gone = [...missing].filter((uid) => !still.has(uid))
  for (const uid of still) {
    const alone = await ask([uid])
    if (missing.has(uid)) refused.set(uid, alone ?? refusal)
  }
  return { gone, refused }
}

/** Runs work at a service; a refusal of single messages comes back as a value. */
export async function refusalOf(work: () => Promise<void>): Promise<ServiceError | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof ServiceError && error.scope === 'message') return error
    throw error
  }
}
