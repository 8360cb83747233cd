import { flagList } from '../../model/index.ts'
import type { Session } from '../../services/port.ts'
import { planPage, setCopyFlags } from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { planMessage } from '../plan/plan.ts'

const ROWS_AT_ONCE = 2_000

/** Sets at the target the flags that changed at the source; the target folder is open for writing. Returns how many. */
export async function syncFlags(
  context: PassContext,
  pair: FolderPair,
  permanentFlags: readonly string[] | undefined,
  target: () => Promise<Session>,
): Promise<number> {
  let changed = 0
  for (let after = 0; ; ) {
    const page = await planPage(context.db, pair.source.id, after, ROWS_AT_ONCE)
    const last = page.at(-1)
    if (last === undefined) return changed
    after = last.uid
    const byFlags = new Map<string, { uid: number; targetUid: number }[]>()
    for (const row of page) {
      const action = planMessage(row, context.rules, permanentFlags)
      if (action.do !== 'set-flags') continue
      const group = byFlags.get(action.flags)
      if (group === undefined) byFlags.set(action.flags, [action])
      else group.push(action)
    }
    for (const [flags, group] of byFlags) {
      const session = await target()
      await session.setFlags(
        group.map((action) => action.targetUid),
        flagList(flags),
      )
      await setCopyFlags(
        context.db,
        pair.source.id,
        group.map((action) => action.uid),
        flags,
      )
      changed += group.length
    }
  }
}
