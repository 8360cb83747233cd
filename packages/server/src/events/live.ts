import type { Database } from '@caravan/core/store'
import { sql } from 'kysely'
import { listen } from './listen.ts'

/** Rows of one look. */
const PAGE = 200
/** Who missed more reads anew what is shown, which is less work for everybody. */
export const MOST_MISSED = 10_000

export interface PlacedEvent {
  readonly position: number
  readonly kind: string
  readonly at: Date
  readonly data: unknown
}

/** Where an organisation's events begin and end; both 0 where there are none. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** Events as they happen: one listening connection for all who look. */
export interface LiveEvents {
  /** Calls `wake` when there may be something new for the organisation; returns what ends that. */
  follow(organisation: string, wake: () => void): () => void
  span(organisation: string): Promise<Span>
  /** The next events behind a position, a bounded number of them. */
  after(organisation: string, position: number): Promise<PlacedEvent[]>
  stop(): void
}

export async function startLiveEvents(database: Database): Promise<LiveEvents> {
  const followers = new Map<string, Set<() => void>>()
  const wakeAll = (wakes: Iterable<() => void>) => {
    for (const wake of wakes) wake()
  }
  const listener = await listen(database, 'caravan_events', (organisation) => {
    if (organisation === undefined) for (const wakes of followers.values()) wakeAll(wakes)
    else wakeAll(followers.get(organisation) ?? [])
  })
  return {
    follow(organisation, wake) {
      const wakes = followers.get(organisation) ?? new Set()
      followers.set(organisation, wakes.add(wake))
      return () => {
        wakes.delete(wake)
        if (wakes.size === 0) followers.delete(organisation)
      }
    },
    async span(organisation) {
      const { rows } = await sql<Span>`
        select coalesce(min(position), 0) as first, coalesce(max(position), 0) as last
        from events where organisation_id = ${organisation}`.execute(database.kysely)
      return rows[0] ?? { first: 0, last: 0 }
    },
    async after(organisation, position) {
      const { rows } = await sql<PlacedEvent>`
        select position, kind, at, data from events
        where organisation_id = ${organisation} and position > ${position} order by position limit ${PAGE}`.execute(
        database.kysely,
      )
      return rows
    },
    stop: () => listener.stop(),
  }
}
