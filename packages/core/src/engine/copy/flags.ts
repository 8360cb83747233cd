import { flagList } from '../../model/index.ts'
import { ServiceError, type Session } from '../../services/port.ts'
import { copyHomes, planPage, setCopyFlags } from '../../store/index.ts'
import { type FolderPair, type PassContext, remark, wantedOf } from '../context.ts'
import { planMessage } from '../plan/plan.ts'

const ROWS_AT_ONCE = 2_000

/**
 * Brings to the target what changed of the flags at the source since they were last set: added ones are added, removed
 * ones removed, and what people did with the copies meanwhile stays. Returns on how many messages.
 */
export async function syncFlags(
  context: PassContext,
  pair: FolderPair,
  permanentFlags: readonly string[] | undefined,
  target: Session,
): Promise<number> {
  const homes = new Map((await copyHomes(context.db, pair.source.id)).map((home) => [home.id, home]))
  const wanted = wantedOf(context, pair.source.id)
  let changed = 0
  let open: number | undefined
  for (let after = 0; ; ) {
    const page = await planPage(context.db, pair.source.id, 'other-flags', after, ROWS_AT_ONCE)
    const last = page.at(-1)
    if (last === undefined) return changed
    after = last.uid
    const groups = new Map<string, { uids: number[]; targetUids: number[]; home: number; from: string; to: string }>()
    for (const row of page) {
      const action = planMessage(row, wanted, permanentFlags)
      if (action.do !== 'set-flags') continue
      const key = `${action.targetFolder}\n${action.from}\n${action.to}`
      const group = groups.get(key) ?? {
        uids: [],
        targetUids: [],
        home: action.targetFolder,
        from: action.from,
        to: action.to,
      }
      group.uids.push(action.uid)
      group.targetUids.push(action.targetUid)
      groups.set(key, group)
    }
    for (const { uids, targetUids, home, from, to } of groups.values()) {
      const place = homes.get(home)
      if (place === undefined) continue
      if (open !== home) {
        open = undefined
        const { uidValidity } = await target.open(place.name, 'write')
        // Numbered anew meanwhile: these UIDs are other messages now. The next pass recognises the folder.
        if (uidValidity !== place.uidValidity) continue
        open = home
      }
      if (await store(context, target, targetUids, from, to)) {
        await setCopyFlags(context.db, pair.source.id, uids, to)
        changed += uids.length
        // To be tried again: the folder is not at rest.
      } else context.listings.source_folders.set(pair.source.id, undefined)
    }
  }
}

async function store(
  context: PassContext,
  target: Session,
  uids: readonly number[],
  from: string,
  to: string,
): Promise<boolean> {
  const [before, after] = [flagList(from), flagList(to)]
  // A keyword is the same in any case (RFC 3501 §2.3.2): adding `foo` and taking `Foo` away would lose it.
  const without = (flags: readonly string[], others: readonly string[]) => {
    const lower = new Set(others.map((flag) => flag.toLowerCase()))
    return flags.filter((flag) => !lower.has(flag.toLowerCase()))
  }
  const change = { add: without(after, before), remove: without(before, after) }
  if (change.add.length + change.remove.length === 0) return true
  try {
    await target.changeFlags(uids, change)
    return true
  } catch (error) {
    if (!(error instanceof ServiceError) || error.scope !== 'message') throw error
    remark(context, `flags could not be set: ${error.serverReply ?? error.message}`, uids.length)
    return false
  }
}
