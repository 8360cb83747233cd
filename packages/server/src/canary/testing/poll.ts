const POLL_MS = 300
const PATIENCE_MS = 300_000

/** Looks again and again until what is seen is enough. */
export async function poll<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const seen = await look()
    if (done(seen)) return seen
    if (Date.now() > deadline) throw new Error(`waited too long: ${JSON.stringify(seen).slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
