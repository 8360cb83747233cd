import { readHead, recordsOf } from './shelf.ts'

/** What each message of earlier readings is known by, and how often it is there. */
export async function countEarlier(
  shelf: string,
  earlier: readonly string[],
): Promise<{ readonly counts: Map<string, number>; readonly messages: number }> {
  const counts = new Map<string, number>()
  let messages = 0
  for (const name of earlier) {
    const head = await readHead(shelf, name)
    messages += head.messages
    for await (const slice of recordsOf(shelf, name, 0, head.messages - 1))
      for (const { record } of slice) {
        if (record.problem > 0) continue
        const key = record.digest.toString('latin1')
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
  }
  return { counts, messages }
}
