import type { ServerResponse } from 'node:http'
import { events } from '@caravan/contract'
import type { FastifyRequest } from 'fastify'
import { authorise } from '../api/actor.ts'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import type { ServerContext } from '../api/context.ts'
import { RequestError } from '../api/problems.ts'
import { type LiveEvents, MOST_MISSED, type PlacedEvent } from './live.ts'

/** A word now and then: proxies cut silent connections, and a lost notice is made up for. */
const HEARTBEAT_MS = 15_000
/** How long somebody whose session ended may still look. */
const RECHECK_MS = 10_000
/** Who takes nothing for so long is gone. */
const DRAIN_MS = 60_000
/** Of one person or token, in this process: each asks the database every 10 seconds. Nobody looks at more windows. */
const MOST_STREAMS = 50

/** How many streams are open, by who looks. */
const open = new Map<string, number>()

export const eventAnswers: readonly Answer[] = [
  answer(events.streamEvents, async (context, asked) => {
    const { organisation } = standingIn(asked)
    const { request, reply, query } = asked
    const wanted = query.after ?? lastSeen(request)
    const { from, reset } = await beginning(context.live, organisation, wanted)
    // Who has gone meanwhile was told of as closed already: nothing would ever end the stream.
    if (reply.raw.closed || reply.raw.destroyed) return reply.hijack()
    takePlace(actorIn(asked).id, reply.raw)
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    reply.raw.write(reset ? `id: ${from}\nevent: reset\ndata: {}\n\n` : ': here\n\n')
    stream(context, organisation, request, reply.raw, from)
    return reply
  }),
]

/** Takes one of somebody's places until the answer is closed. Throws `too-many-requests`. */
function takePlace(who: string, out: ServerResponse): void {
  const others = open.get(who) ?? 0
  if (others >= MOST_STREAMS)
    throw new RequestError(
      429,
      'too-many-requests',
      `You look at ${MOST_STREAMS} streams of events already.`,
      'Close those that nobody reads.',
    )
  open.set(who, others + 1)
  out.once('close', () => {
    const left = (open.get(who) ?? 1) - 1
    if (left === 0) open.delete(who)
    else open.set(who, left)
  })
}

/** What a browser sends when it connects again: HTML standard §9.2.4. */
function lastSeen({ headers }: FastifyRequest): number | undefined {
  const text = headers['last-event-id']
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Where a stream goes on, and whether too much was missed to be told. */
async function beginning(
  live: LiveEvents,
  organisation: string,
  wanted: number | undefined,
): Promise<{ from: number; reset: boolean }> {
  const { first, last } = await live.span(organisation)
  if (wanted === undefined) return { from: last, reset: false }
  const swept = wanted > 0 && first > wanted + 1
  if (swept || wanted > last || last - wanted > MOST_MISSED) return { from: last, reset: true }
  return { from: wanted, reset: false }
}

const written = ({ position, kind, at, data }: PlacedEvent): string =>
  `id: ${position}\nevent: ${kind}\ndata: ${JSON.stringify({ kind, at: at.toISOString(), data })}\n\n`

/** Writes events until the reader goes, may no longer read, or takes nothing more. */
function stream(
  context: ServerContext,
  organisation: string,
  request: FastifyRequest,
  out: ServerResponse,
  from: number,
): void {
  let at = from
  const state = { looking: false, again: false }
  const isWanted = (): boolean => state.again
  const end = () => {
    unfollow()
    for (const timer of timers) clearInterval(timer)
    out.end()
  }
  const look = async () => {
    // One page at a time, and none before the last was taken: a slow reader costs no memory.
    for (;;) {
      state.again = false
      const page = await context.live.after(organisation, at)
      for (const event of page) {
        at = event.position
        if (!out.write(written(event))) await drained(out)
      }
      if (page.length === 0 && !isWanted()) return
    }
  }
  const wake = () => {
    state.again = true
    if (state.looking || out.writableEnded) return
    state.looking = true
    look()
      .catch((error: unknown) => {
        context.log.warn({ err: error }, 'a stream of events ended')
        end()
      })
      .finally(() => {
        state.looking = false
      })
  }
  const recheck = () => {
    authorise(context, 'read', organisation, request).catch(end)
  }
  const beat = () => {
    out.write(': still here\n\n')
    wake()
  }
  const unfollow = context.live.follow(organisation, wake)
  const timers = [setInterval(beat, HEARTBEAT_MS), setInterval(recheck, RECHECK_MS)]
  out.on('close', end)
  out.on('error', end)
  wake()
}

function drained(out: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => settle(new Error('the reader takes nothing')), DRAIN_MS)
    const settle = (error?: Error) => {
      clearTimeout(late)
      out.off('drain', settle)
      out.off('close', closed)
      if (error === undefined) resolve()
      else reject(error)
    }
    const closed = () => settle(new Error('the reader has gone'))
    out.once('drain', settle)
    out.once('close', closed)
  })
}
