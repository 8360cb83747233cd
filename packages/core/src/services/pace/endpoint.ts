import type { LedgerDb } from '../../store/index.ts'
import { type Endpoint, ServiceError, type Session } from '../port.ts'
import { limitsOf } from '../profiles/limits.ts'
import type { Profile } from '../profiles/profile.ts'
import { Bandwidth } from './bandwidth.ts'
import { type Clock, SYSTEM_CLOCK } from './clock.ts'
import type { PaceOfAccount } from './pace.ts'
import { PacedSession } from './session.ts'
import { asksNothing, type PaceTerms, type PaceWishes, termsOf } from './terms.ts'

interface PaceOptions {
  /** Where a day's use of an account is kept, for all who share it. */
  readonly db: LedgerDb
  readonly wishes?: PaceWishes | undefined
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock | undefined
}

/**
 * Octets that a message is guessed at before one was seen: the mean of the mailboxes in our measurements is below it. Of
 * a day's measure it is this part at most.
 */
const GUESSED = 75_000
const GUESSED_PART = 1 / 20

/** Sessions that this process has open at services of which something is known, by account. */
const open = new Map<string, number>()

/**
 * The endpoint, keeping to what its service allows an account and to what a user wants. Where that is nothing its
 * sessions are handed out as they are.
 */
export function keepingPace(endpoint: Endpoint, options: PaceOptions): Endpoint {
  return new PacedEndpoint(endpoint, options)
}

class PacedEndpoint implements Endpoint {
  readonly identity: string
  readonly #inner: Endpoint
  readonly #options: PaceOptions
  #pace: PaceOfAccount | undefined

  constructor(inner: Endpoint, options: PaceOptions) {
    this.#inner = inner
    this.#options = options
    this.identity = inner.identity
  }

  async connect(): Promise<Session> {
    const leave = this.#enter()
    try {
      const session = await this.#inner.connect()
      const pace = (this.#pace ??= this.#begin(session))
      if (!asksNothing(pace.terms)) return new PacedSession(session, pace, leave)
      leave()
      return session
    } catch (error) {
      leave()
      throw error
    }
  }

  /** Counts a session; what comes back takes it off the count, once. */
  #enter(): () => void {
    const account = this.identity
    const count = (open.get(account) ?? 0) + 1
    const most = this.#pace?.terms.connections
    if (most !== undefined && count > most) throw tooMany(account, most)
    open.set(account, count)
    let left = false
    return () => {
      if (left) return
      left = true
      const others = (open.get(account) ?? 1) - 1
      if (others > 0) open.set(account, others)
      else open.delete(account)
    }
  }

  /** What holds is known once a server has said who it is. */
  #begin({ profile }: Session): PaceOfAccount {
    const { db, wishes = {}, signal, clock = SYSTEM_CLOCK } = this.#options
    const terms = termsAt(this.identity, profile, wishes)
    const bandwidth = terms.bandwidth === undefined ? undefined : new Bandwidth(terms.bandwidth, clock)
    const average = Math.min(GUESSED, (terms.out?.octets ?? Number.POSITIVE_INFINITY) * GUESSED_PART)
    return { account: this.identity, terms, db, clock, signal, bandwidth, average, seen: 0 }
  }
}

/**
 * What holds for an account.
 * @param identity `user@host:port`
 * @param profile of its server
 */
export const termsAt = (identity: string, { id }: Profile, wishes: PaceWishes): PaceTerms =>
  termsOf(limitsOf(identity.slice(identity.lastIndexOf('@') + 1).replace(/:\d+$/, ''), id), wishes)

const tooMany = (account: string, most: number): ServiceError =>
  new ServiceError(
    'session',
    'connections-used',
    `${account}: this process has ${most} connections open, and the service allows no more.`,
    'Other passes over this account are running: let them end, or ask for fewer --connections.',
    { later: { why: 'pace', waitMs: 5_000, longestWaitMs: 60_000, patienceMs: 60 * 60_000 } },
  )
