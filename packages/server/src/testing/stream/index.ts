/** An event as the stream writes it. */
export interface Seen {
  readonly id: string
  readonly kind: string
  readonly data: Record<string, unknown>
}

/** A reader of an organisation's events. */
export interface EventReader {
  /** Everything that was read so far. */
  readonly seen: readonly Seen[]
  /** Resolves at the first event, read already or yet to come, that is meant. */
  until(meant: (event: Seen) => boolean): Promise<Seen>
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>
  stop(): void
}

export async function readEvents(
  url: string,
  options: { readonly token: string; readonly organisation: string; readonly after?: string },
): Promise<EventReader> {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/organisations/${options.organisation}/events`, {
    headers: {
      authorization: `Bearer ${options.token}`,
      ...(options.after === undefined ? undefined : { 'last-event-id': options.after }),
    },
    signal: stop.signal,
  })
  if (!response.ok || response.body === null) throw new Error(`events: ${response.status}`)
  const { body } = response
  const seen: Seen[] = []
  const waiting = new Set<(event: Seen) => void>()
  const read = async () => {
    let text = ''
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = parsed(block)
        if (event === undefined) continue
        seen.push(event)
        for (const tell of waiting) tell(event)
      }
    }
  }
  return {
    seen,
    ended: read().catch(() => undefined),
    until: (meant) =>
      new Promise((resolve) => {
        const there = seen.find(meant)
        if (there !== undefined) {
          resolve(there)
          return
        }
        const tell = (event: Seen) => {
          if (!meant(event)) return
          waiting.delete(tell)
          resolve(event)
        }
        waiting.add(tell)
      }),
    stop: () => stop.abort(),
  }
}

function parsed(block: string): Seen | undefined {
  const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
  const [id, kind, data] = [fields.get('id'), fields.get('event'), fields.get('data')]
  if (id === undefined || kind === undefined || data === undefined) return undefined
  const { data: inner } = JSON.parse(data) as { data?: Record<string, unknown> }
  return { id, kind, data: inner ?? {} }
}
