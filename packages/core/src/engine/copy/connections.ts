import type { Session } from '../../services/port.ts'

/** Sessions to each side where nobody says how many: more did not make a copy between near servers faster. */
export const CONNECTIONS = 4

/** From this round trip on, in milliseconds, sessions wait for answers more than for the server's work. */
const LONG = 10
/** Few enough for what servers let one user have from one address: Dovecot ten, Gmail fifteen. */
const OVER_A_LONG_LINE = 8
/** Where each message costs a round trip of its session; a server that lets in fewer is used with those. */
const WHERE_EACH_WAITS = 12

/** Whether a session to the target sends no more than one message a round trip. */
export const eachWaits = ({ appendMany, waitsForEach }: Pick<Session, 'appendMany' | 'waitsForEach'>): boolean =>
  waitsForEach && !appendMany

/** How many sessions to a source are worth it: as many folders are read side by side. */
export const sourcesWorth = ({ roundTripMs = 0 }: Pick<Session, 'roundTripMs'>): number =>
  roundTripMs < LONG ? CONNECTIONS : OVER_A_LONG_LINE

/** How many sessions to a target are worth it. */
export function connectionsWorth(target: Pick<Session, 'appendMany' | 'waitsForEach' | 'roundTripMs'>): number {
  if ((target.roundTripMs ?? 0) < LONG) return CONNECTIONS
  return eachWaits(target) ? WHERE_EACH_WAITS : OVER_A_LONG_LINE
}
