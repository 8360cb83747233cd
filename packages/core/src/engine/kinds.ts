import type { PassKind } from '../model/index.ts'
import { hasHistory, lastEnded, newestFrom } from '../store/index.ts'
import { type PassContext, type PassOptions, wantedOf } from './context.ts'
import { TRIAL_SHARE } from './plan/trial.ts'
import type { FolderFacts } from './report/build.ts'

/** Passes after which everything of a mailbox has been looked at once. */
const WHOLE: readonly PassKind[] = ['first', 'delta', 'final']

/** The options in the direction that the pass goes, at the level of verification that its kind stands for. */
export function directed(options: PassOptions): PassOptions {
  const { kind, source, target } = options
  if (kind === 'trial' || kind === 'final') return { ...options, verify: 'content' }
  return kind === 'reverse' ? { ...options, source: target, target: source } : options
}

/** The kind of a pass, and whether the one before it in its direction came to its end: a trial does not count. */
export async function kindOf(
  { db, kind }: PassOptions,
  mailbox: number,
): Promise<Pick<PassContext, 'kind' | 'afterEnded'>> {
  const kinds = kind === 'reverse' ? (['reverse'] as const) : WHOLE
  const afterEnded = await lastEnded(db, mailbox, kinds)
  return { kind: kind ?? ((await hasHistory(db, mailbox, kinds)) ? 'delta' : 'first'), afterEnded }
}

/** Bounds what a trial of its own choice takes of each folder. */
export async function takeShare(context: PassContext, facts: readonly FolderFacts[]): Promise<void> {
  if (context.rules.include.length > 0) return
  for (const { source } of facts) {
    if (source === undefined) continue
    const from = await newestFrom(context.db, source.id, wantedOf(context, source.id), TRIAL_SHARE)
    if (from !== undefined) context.uidFrom.set(source.id, from)
  }
}
