import type { AnswerOf, history, MailboxState } from '@caravan/contract'
import type { Tone } from '../../../parts/pill.tsx'
import { MAILBOX_STATES } from './states.ts'

export type History = AnswerOf<typeof history.readHistory>

/** What was done in one step. */
export interface Step {
  readonly at: string
  /** Messages a minute. */
  readonly copied: number
  readonly verified: number
}

/** The pace at even steps, nothing where nothing was done; the step that is not over is left out. */
export function bySteps({
  from,
  to,
  everyMinutes,
  pace,
}: Pick<History, 'from' | 'to' | 'everyMinutes' | 'pace'>): Step[] {
  const stepMs = everyMinutes * 60_000
  const told = new Map(pace.map((one) => [Date.parse(one.at), one]))
  const steps: Step[] = []
  for (let at = Math.ceil(Date.parse(from) / stepMs) * stepMs; at + stepMs <= Date.parse(to); at += stepMs) {
    const one = told.get(at)
    const perMinute = (count: number | undefined) => Math.round((count ?? 0) / everyMinutes)
    steps.push({ at: new Date(at).toISOString(), copied: perMinute(one?.copied), verified: perMinute(one?.verified) })
  }
  return steps
}

/** From below to above: what is done lies at the bottom. */
export const TONES: readonly Tone[] = ['ok', 'going', 'warning', 'bad', 'idle']

/** Steps of the chart. */
const STEPS = 120

interface Standing {
  readonly at: string
  readonly counts: Readonly<Record<Tone, number>>
}

/** Mailboxes by how their state looks, at even steps from the first sample until now. */
export function standings({ states, to }: Pick<History, 'states' | 'to'>): Standing[] {
  const [first] = states
  if (first === undefined) return []
  const begin = Date.parse(first.at)
  const span = Math.max(Date.parse(to) - begin, 60_000)
  let next = 0
  return Array.from({ length: STEPS }, (_, index) => {
    const at = begin + (span * index) / (STEPS - 1)
    while (next + 1 < states.length && Date.parse(states[next + 1]?.at ?? '') <= at) next++
    return { at: new Date(at).toISOString(), counts: byTone(states[next]?.states ?? []) }
  })
}

function byTone(states: readonly { readonly state: MailboxState; readonly count: number }[]): Record<Tone, number> {
  const counts = { ok: 0, going: 0, warning: 0, bad: 0, idle: 0 }
  for (const { state, count } of states) counts[MAILBOX_STATES[state].tone] += count
  return counts
}
