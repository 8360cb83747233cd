import { useSyncExternalStore } from 'react'

/** How far the pass is that runs over a mailbox now, as its last event told. */
export interface PassProgress {
  readonly step: string
  readonly messages: number
  readonly ofMessages: number
  readonly bytes: number
  readonly ofBytes: number
}

/** Of passes that run; an ended one is taken out. */
const running = new Map<string, PassProgress>()
const watchers = new Map<string, Set<() => void>>()
/** Mailboxes that copy at once and are remembered; more are shown without their live figures. */
const MOST = 5_000

const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Takes an event of a pass in: how far it is, or that it is over. */
export function tellProgress(kind: string, data: Readonly<Record<string, unknown>>): void {
  const { mailbox, step } = data
  if (typeof mailbox !== 'string' || !kind.startsWith('pass.')) return
  if (kind !== 'pass.progress') running.delete(mailbox)
  else if (running.has(mailbox) || running.size < MOST)
    running.set(mailbox, {
      step: typeof step === 'string' ? step : '',
      messages: number(data['messages']),
      ofMessages: number(data['ofMessages']),
      bytes: number(data['bytes']),
      ofBytes: number(data['ofBytes']),
    })
  for (const wake of watchers.get(mailbox) ?? []) wake()
}

/** What is known of the pass over a mailbox now; only who shows this mailbox is drawn anew. */
export function useProgress(mailbox: string): PassProgress | undefined {
  return useSyncExternalStore(
    (wake) => {
      const own = watchers.get(mailbox) ?? new Set()
      watchers.set(mailbox, own.add(wake))
      return () => {
        own.delete(wake)
        if (own.size === 0) watchers.delete(mailbox)
      }
    },
    () => running.get(mailbox),
  )
}
