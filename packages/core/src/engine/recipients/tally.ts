import { isOwnDomain, type MailAddress, normaliseDomain } from '../../model/index.ts'

/** An address of the company's own domains that was seen as a recipient. Can be stored and merged. */
export interface RecipientRow {
  /** As `MailAddress.key`: small letters, the domain in ASCII. */
  readonly key: string
  /** As people read it. */
  readonly address: string
  /** Messages that name it. */
  readonly messages: number
  /** Those of them in which a server wrote it on delivery: mail truly reached it. */
  readonly delivered: number
  /** Those of them that lie in a junk folder: made-up addresses are seen only there. */
  readonly junk: number
  /** Arrival in seconds since 1970; null where no message had a date that can be read. */
  readonly first: number | null
  readonly last: number | null
}

export interface TallyOptions {
  /** The company's own domains, in any spelling. Those that are none are left aside. */
  readonly domains: readonly string[]
  /** Whether what is below these domains is the company's too. */
  readonly subdomains?: boolean
  /** Different addresses that are kept. */
  readonly most?: number
}

export interface TallyRows {
  readonly rows: readonly RecipientRow[]
  /**
   * Sightings of further addresses that found no room: the list is whole only where this is 0. A list that spam has
   * filled is finished by a look at single folders.
   */
  readonly beyond: number
}

/** 100,000 mailboxes with an alias each; 40 MB of memory. */
const MOST = 200_000

type Row = { -readonly [key in keyof RecipientRow]: RecipientRow[key] }

/** Counts addresses of own domains, within a bound. */
export class RecipientTally {
  readonly #most: number
  readonly #subdomains: boolean
  readonly #domains: ReadonlySet<string>
  readonly #rows = new Map<string, Row>()
  #beyond = 0

  constructor(options: TallyOptions) {
    this.#most = options.most ?? MOST
    this.#subdomains = options.subdomains ?? false
    this.#domains = new Set(options.domains.flatMap((domain) => normaliseDomain(domain) ?? []))
  }

  isOwn(address: MailAddress): boolean {
    return isOwnDomain(address.domain, this.#domains, this.#subdomains)
  }

  /** Counts one message for one address. */
  note(address: MailAddress, seen: { date: number | null; delivered: boolean; junk: boolean }): void {
    const { date, delivered, junk } = seen
    this.#add({
      key: address.key,
      address: address.text,
      messages: 1,
      delivered: delivered ? 1 : 0,
      junk: junk ? 1 : 0,
      first: date,
      last: date,
    })
  }

  /** Adds what another mailbox, folder or run has counted. */
  merge({ rows, beyond }: TallyRows): void {
    for (const row of rows) this.#add(row)
    this.#beyond += beyond
  }

  /** The most often seen first. */
  result(): TallyRows {
    const rows = [...this.#rows.values()].sort(
      (one, other) => other.messages - one.messages || (one.key < other.key ? -1 : 1),
    )
    return { rows, beyond: this.#beyond }
  }

  #add(row: RecipientRow): void {
    const known = this.#rows.get(row.key)
    if (known === undefined) {
      if (this.#rows.size < this.#most) this.#rows.set(row.key, { ...row })
      else this.#beyond += row.messages
      return
    }
    known.messages += row.messages
    known.delivered += row.delivered
    known.junk += row.junk
    known.first = least(known.first, row.first, Math.min)
    known.last = least(known.last, row.last, Math.max)
  }
}

const least = (one: number | null, other: number | null, choose: (a: number, b: number) => number): number | null =>
  one === null ? other : other === null ? one : choose(one, other)
