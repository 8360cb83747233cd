import type { Change } from '../../model/glossary.ts'

/** What is known of a service, as data: limits and quirks, each with its source. */
export interface Profile {
  readonly id: string
  /** As shown to people. */
  readonly name: string
  /** Rewrites this service is known to make of what it is given; verification accepts these without listing them. */
  readonly expectedChanges: readonly Change[]
  /** It takes messages apart and builds them anew: copies are the same in their parts, not in their bytes. */
  readonly rebuilds: boolean
  /** It keeps identical messages of a folder once. */
  readonly mergesIdentical: boolean
  /** How long the next UID of a folder must stand still before messages in doubt are looked for, in milliseconds. */
  readonly settleQuietMs: number
  /**
   * Characters that no level of a folder name may hold, beside the delimiter. A space stands for spaces at the edges,
   * U+10000 for every character from there on.
   */
  readonly forbiddenInNames: string
  /** Whether folders are opened for reading with EXAMINE; else with SELECT, which takes \Recent from what is new there. */
  readonly examines: boolean
  /**
   * What whole messages are asked for by. `RFC822` marks what it hands out as seen (RFC 3501 §6.4.5), but for folders
   * opened with EXAMINE: there it is for servers that cut a message short in `BODY[]`.
   */
  readonly wholeBy: 'BODY.PEEK[]' | 'RFC822'
  /** System flags that an APPEND does not keep there, and a change of flags does: they are set behind it. */
  readonly flagsApart: readonly string[]
  /** Whether names are spoken in UTF-8 where the server offers it (UTF8=ACCEPT, RFC 6855). */
  readonly utf8: boolean
}
