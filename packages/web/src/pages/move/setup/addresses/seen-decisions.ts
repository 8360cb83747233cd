import type { SeenAddress } from '../../../../api/people-queries.ts'

/** What becomes of an address that mail was sent to. */
export type SeenDecision = NonNullable<SeenAddress['decision']>

export const SEEN_DECISIONS = ['exists', 'alias', 'ends'] as const satisfies readonly SeenDecision[]
