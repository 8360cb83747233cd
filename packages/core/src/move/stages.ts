import type { Stage } from '../model/stages.ts'
import type { Part } from './parts.ts'

/** A day of the plan, counted from the cut-over day, from the first notices, or from the end of the watch. */
export interface Offset {
  readonly days: number
  readonly from: 'cutover' | 'announcement' | 'watch-end'
}

export interface StageRule {
  readonly parts: readonly Part[]
  /** When it is due. Windows overlap on purpose: they say when there is work, not who waits for whom. */
  readonly begins: Offset
  readonly ends: Offset
  /** Stages that must be left before this one is opened. */
  readonly after: readonly Stage[]
  /** Stages that must have been opened, and may still be under way. */
  readonly beside: readonly Stage[]
}

const cutover = (days: number): Offset => ({ days, from: 'cutover' })
const announcement = (days: number): Offset => ({ days, from: 'announcement' })
const watchEnd = (days: number): Offset => ({ days, from: 'watch-end' })

/**
 * The stages as data; nothing else says what follows what. Copying and announcing are not left before the switch but
 * after it: deltas run until the move closes, notices go out until the watch ends. So the gate of cutover asks only what
 * must be true before the switch (`checks.ts`), and leaving it is the switch.
 */
export const STAGE_RULES: Readonly<Record<Stage, StageRule>> = {
  assess: {
    parts: ['inventory', 'domain-report', 'decision-sheet', 'senders', 'estimate'],
    begins: announcement(-21),
    ends: announcement(-14),
    after: [],
    beside: [],
  },
  approve: {
    parts: ['change-request'],
    begins: announcement(-14),
    ends: announcement(-7),
    after: ['assess'],
    beside: [],
  },
  prepare: {
    parts: ['people', 'addresses', 'credentials', 'provisioning', 'dns', 'split-delivery', 'trial', 'backup'],
    begins: announcement(-14),
    ends: cutover(-1),
    after: ['assess'],
    beside: [],
  },
  copy: {
    parts: ['copy', 'groupware'],
    begins: announcement(-7),
    ends: watchEnd(0),
    after: ['approve'],
    beside: ['prepare'],
  },
  announce: {
    parts: ['notices', 'automatic-answers', 'mentions'],
    begins: announcement(0),
    ends: watchEnd(0),
    after: ['approve'],
    beside: ['prepare'],
  },
  cutover: {
    parts: ['switch', 'new-sign-ins', 'way-back'],
    begins: cutover(0),
    ends: cutover(0),
    after: ['prepare'],
    beside: ['copy', 'announce'],
  },
  watch: {
    parts: ['stragglers', 'integrations', 'deliverability'],
    begins: cutover(0),
    ends: watchEnd(0),
    after: ['cutover'],
    beside: [],
  },
  close: {
    parts: ['welcome-letters', 'archive', 'certificate'],
    begins: watchEnd(0),
    ends: watchEnd(7),
    after: ['copy', 'announce', 'watch'],
    beside: [],
  },
}
