import { openIntents, stillToCopyIn } from '../store/index.ts'
import { type FolderPair, type PassContext, wantedOf } from './context.ts'
import { createTargets } from './copy/create-folders.ts'
import { isAtRest } from './inventory/known-folders.ts'
import { movePair } from './pairs.ts'
import { persevere } from './persevere.ts'
import { lookForDoubted } from './recognise/doubted.ts'
import { followInto, followMoved } from './recognise/follow.ts'
import { removeLateDoubles } from './recognise/late.ts'
import { followSourceMoves } from './recognise/moved.ts'
import { type PassState, pairsOf } from './report/make.ts'
import { eachFolder } from './side-by-side.ts'
import { leftToVerify, type Opened, verifyFolder } from './verify/verify-folder.ts'

/** Makes the target's folders and copies into them what the plan says, several at a time. */
export async function copyAll(context: PassContext, state: PassState): Promise<void> {
  state.facts = await persevere(context, () => createTargets(context, state.facts))
  const left = await leftToDo(context, pairsOf(state))
  context.tell({ step: 'copy-begins', ...sum(left.values()) })
  const resting: FolderPair[] = []
  // The largest first, so that none is left alone at the end.
  const bytesOf = (pair: FolderPair) => left.get(pair.source.id)?.bytes ?? 0
  const largestFirst = pairsOf(state).toSorted((one, other) => bytesOf(other) - bytesOf(one))
  await eachFolder(context, state, largestFirst, async (ofOne, pair) => {
    context.tell({ step: 'folder-begins', folder: pair.title, ...sum([left.get(pair.source.id) ?? NOTHING]) })
    if (!left.has(pair.source.id) && isAtRest(context, pair)) {
      resting.push(pair)
      return
    }
    const holding = pairsOf(state).filter((other) => other !== pair && other.heldBack.size > 0)
    if (holding.length > 0) await context.turns.alone(() => persevere(ofOne, () => followInto(ofOne, holding, pair)))
    await moveOne(ofOne, state, pair)
  })
  // What was found of one folder may have been taken for the copy of another's.
  const since = resting.length < pairsOf(state).length ? await leftToDo(context, resting) : left
  await eachFolder(
    context,
    state,
    resting.filter((pair) => since.has(pair.source.id)),
    (ofOne, pair) => moveOne(ofOne, state, pair),
  )
  await followHeldBack(context, state)
}

const NOTHING = { messages: 0, bytes: 0 }

const sum = (parts: Iterable<{ messages: number; bytes: number }>) =>
  [...parts].reduce((all, one) => ({ messages: all.messages + one.messages, bytes: all.bytes + one.bytes }), NOTHING)

/** What of these folders is to be copied or in doubt, by the source folder's ledger id; the others are left out. */
async function leftToDo(
  context: PassContext,
  pairs: readonly FolderPair[],
): Promise<Map<number, { messages: number; bytes: number }>> {
  const left = new Map<number, { messages: number; bytes: number }>()
  const ids = pairs.map(({ source }) => source.id)
  for (const { folder } of await openIntents(context.db, ids)) left.set(folder, NOTHING)
  // A trial has a share of its own of each folder; all others want the same of all.
  const groups = Map.groupBy(ids, (id) => JSON.stringify(wantedOf(context, id)))
  for (const group of groups.values()) {
    const found = await stillToCopyIn(context.db, group, wantedOf(context, group[0] ?? 0))
    for (const [id, todo] of found) left.set(id, todo)
  }
  return left
}

/** Looks where messages went that somebody took away before it was known that they had arrived, and sends the rest. */
async function followHeldBack(context: PassContext, state: PassState): Promise<void> {
  const holding = pairsOf(state).filter((pair) => pair.heldBack.size > 0)
  const sought = new Map(holding.map((pair) => [pair.source.id, [...pair.heldBack]]))
  const folders = holding.map((pair) => pair.source)
  await persevere(context, () => followMoved(context, folders, sought))
  for (const pair of holding) {
    for (const uid of pair.heldBack) pair.soughtElsewhere.add(uid)
    pair.heldBack.clear()
  }
  await eachFolder(context, state, holding, (ofOne, pair) => moveOne(ofOne, state, pair))
}

async function moveOne(context: PassContext, state: PassState, pair: FolderPair): Promise<void> {
  const flagsSet = await persevere(context, () =>
    movePair(context, pair, (count, octets) => {
      state.bytes += octets
      context.tell({ step: 'copied', folder: pair.title, messages: count, bytes: octets })
    }),
  )
  // Added behind the waiting: the sum of before it would forget what other folders have added meanwhile.
  state.flagsSet += flagsSet
}

/** How often what verification did not find is sent again and read again. */
const SECOND_LOOKS = 2

/**
 * Reads all copies again that no pass has read, sends again what is not there, removes what arrived late, and the
 * earlier copies of what was moved at the source.
 */
export async function verifyAll(context: PassContext, state: PassState): Promise<void> {
  await readAgain(context, state)
  await persevere(context, () => removeLateDoubles(context))
  await persevere(context, () => followSourceMoves(context))
}

async function readAgain(context: PassContext, state: PassState): Promise<void> {
  const left = await leftToVerify(context, pairsOf(state))
  if (context.verify !== 'none') context.tell({ step: 'verify-begins', ...sum(left.values()) })
  let pairs = pairsOf(state)
  for (let look = 0; ; look++) {
    const unread = look === 0 ? pairs.filter((pair) => left.has(pair.source.id)) : pairs
    const opened: Opened = new WeakMap()
    await eachFolder(context, state, unread, (ofOne, pair) => persevere(ofOne, () => verifyFolder(ofOne, pair, opened)))
    const again = await persevere(context, () => lookForDoubted(context, pairs))
    if (look >= SECOND_LOOKS) return
    await eachFolder(context, state, again, (ofOne, pair) => moveOne(ofOne, state, pair))
    await followHeldBack(context, state)
    const doubted = pairs.filter((pair) => pair.lookedFor.size > 0)
    if (doubted.length === 0) return
    pairs = doubted
  }
}
