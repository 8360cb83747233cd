import type { PassKind } from '../model/index.ts'
import { hasHistory, newestFrom } from '../store/index.ts'
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

/** The kind of a pass, and whether it is the first of its direction: a trial before does not count. */
export async function kindOf({ db, kind }: PassOptions, mailbox: number): Promise<Pick<PassContext, 'kind' | 'first'>> {
  const first = !(await hasHistory(db, mailbox, kind === 'reverse' ? ['reverse'] : WHOLE))
  return { kind: kind ?? (first ? 'first' : 'delta'), first }
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
