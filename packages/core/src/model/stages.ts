/** The eight stages of a move, in their order. What each asks and when it is due: `move/stages.ts`. */
export const STAGES = ['assess', 'approve', 'prepare', 'copy', 'announce', 'cutover', 'watch', 'close'] as const
export type Stage = (typeof STAGES)[number]

/**
 * - same-domain: MX moves, addresses stay.
 * - new-addresses: a new domain or new addresses; correspondents must be told.
 * - first-mail: the first company mail, from a free mailbox or from nothing.
 */
export const MOVE_KINDS = ['same-domain', 'new-addresses', 'first-mail'] as const
export type MoveKind = (typeof MOVE_KINDS)[number]
