import type { LiveEvent } from '@caravan/contract'

export interface PlacedEvent extends LiveEvent {
  readonly position: number
}

/** Waits between tries, in ms; after the last of them the page looks by itself. */
const PATIENCE = [1_000, 3_000, 10_000, 30_000]
/** The server says something every 15 s; a line that is silent for longer is dead. */
const SILENCE_MS = 40_000
/** Characters of one event that is not ended: more is no event. */
const LONGEST = 1_000_000

interface Listener {
  onEvent(event: PlacedEvent): void
  /** Too much was missed: everything has to be read anew. */
  onReset(): void
  onState(live: boolean): void
}

/** Follows the events of an organisation from behind a position, over broken lines, until the signal. */
export async function follow(organisation: string, after: number, to: Listener, signal: AbortSignal): Promise<void> {
  let position = after
  let tries = 0
  const isOver = (): boolean => signal.aborted
  while (!isOver()) {
    try {
      await readOnce(organisation, position, signal, {
        ...to,
        onState: (live) => {
          tries = 0
          to.onState(live)
        },
        onEvent: (event) => {
          position = event.position
          to.onEvent(event)
        },
      })
    } catch {
      // Told by the state; the next try follows.
    }
    if (isOver()) return
    to.onState(false)
    await pause(PATIENCE[Math.min(tries++, PATIENCE.length - 1)] ?? 0, signal)
  }
}

/** `EventSource` cannot hear events whose kinds it was not told of, so the stream is read here. */
async function readOnce(organisation: string, position: number, signal: AbortSignal, to: Listener): Promise<void> {
  const silent = new AbortController()
  const late = () => setTimeout(() => silent.abort(), SILENCE_MS)
  let timer = late()
  try {
    const response = await fetch(`/api/organisations/${organisation}/events`, {
      headers: { accept: 'text/event-stream', 'last-event-id': String(position) },
      signal: AbortSignal.any([signal, silent.signal]),
    })
    if (!response.ok || response.body === null) return
    to.onState(true)
    let text = ''
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(timer)
      timer = late()
      const blocks = (text + value).split('\n\n')
      text = blocks.pop() ?? ''
      if (text.length > LONGEST) return
      for (const block of blocks) tell(block, to)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** One block of the stream: HTML standard §9.2.6. Of what our server writes each field has one line. */
function tell(block: string, to: Listener): void {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
    }),
  )
  const [id, data] = [fields.get('id'), fields.get('data')]
  if (fields.get('event') === 'reset') to.onReset()
  else if (id !== undefined && data !== undefined)
    to.onEvent({ ...(JSON.parse(data) as LiveEvent), position: Number(id) })
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
