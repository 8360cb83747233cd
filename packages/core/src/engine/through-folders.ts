import { stillToCopy } from '../store/index.ts'
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
  let messages = 0
  let bytes = 0
  for (const pair of pairsOf(state)) {
    const todo = await stillToCopy(context.db, pair.source.id, wantedOf(context, pair.source.id))
    messages += todo.messages
    bytes += todo.bytes
  }
  context.tell({ step: 'copy-begins', messages, bytes })
  await eachFolder(context, state, pairsOf(state), async (ofOne, pair) => {
    const todo = await stillToCopy(context.db, pair.source.id, wantedOf(context, pair.source.id))
    context.tell({ step: 'folder-begins', folder: pair.title, ...todo })
    if (await isAtRest(context, pair)) return
    const holding = pairsOf(state).filter((other) => other !== pair && other.heldBack.size > 0)
    if (holding.length > 0) await context.turns.alone(() => persevere(ofOne, () => followInto(ofOne, holding, pair)))
    await moveOne(ofOne, state, pair)
  })
  await followHeldBack(context, state)
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
  let pairs = pairsOf(state)
  if (context.verify !== 'none') context.tell({ step: 'verify-begins', ...(await leftToVerify(context, pairs)) })
  for (let look = 0; ; look++) {
    const opened: Opened = new WeakMap()
    await eachFolder(context, state, pairs, (ofOne, pair) => persevere(ofOne, () => verifyFolder(ofOne, pair, opened)))
    const again = await persevere(context, () => lookForDoubted(context, pairs))
    if (look >= SECOND_LOOKS) return
    await eachFolder(context, state, again, (ofOne, pair) => moveOne(ofOne, state, pair))
    await followHeldBack(context, state)
    const doubted = pairs.filter((pair) => pair.lookedFor.size > 0)
    if (doubted.length === 0) return
    pairs = doubted
  }
}
