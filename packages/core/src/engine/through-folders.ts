import { ServiceError } from '../services/port.ts'
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
import { folderProblem } from './report/build.ts'
import { type PassState, pairsOf } from './report/make.ts'
import { leftToVerify, verifyFolder } from './verify/verify-folder.ts'

/** Makes the target's folders and copies into them what the plan says, one after the other. */
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
  await eachFolder(state, pairsOf(state), async (pair) => {
    const todo = await stillToCopy(context.db, pair.source.id, wantedOf(context, pair.source.id))
    context.tell({ step: 'folder-begins', folder: pair.title, ...todo })
    if (await isAtRest(context, pair)) return
    const holding = pairsOf(state).filter((other) => other !== pair && other.heldBack.size > 0)
    await persevere(context, () => followInto(context, holding, pair))
    await moveOne(context, state, pair)
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
  await eachFolder(state, holding, (pair) => moveOne(context, state, pair))
}

async function moveOne(context: PassContext, state: PassState, pair: FolderPair): Promise<void> {
  state.flagsSet += await persevere(context, () =>
    movePair(context, pair, (count, octets) => {
      state.bytes += octets
      context.tell({ step: 'copied', folder: pair.title, messages: count, bytes: octets })
    }),
  )
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
    await eachFolder(state, pairs, (pair) => persevere(context, () => verifyFolder(context, pair)))
    const again = await persevere(context, () => lookForDoubted(context, pairs))
    if (look >= SECOND_LOOKS) return
    await eachFolder(state, again, (pair) => moveOne(context, state, pair))
    await followHeldBack(context, state)
    const doubted = pairs.filter((pair) => pair.lookedFor.size > 0)
    if (doubted.length === 0) return
    pairs = doubted
  }
}

/** Runs work over folders; what a server refuses of one must not hold back the others. */
async function eachFolder(
  state: PassState,
  pairs: readonly FolderPair[],
  work: (pair: FolderPair) => Promise<void>,
): Promise<void> {
  for (const pair of pairs) {
    try {
      await work(pair)
    } catch (error) {
      if (!(error instanceof ServiceError) || error.scope === 'session' || error.scope === 'service') throw error
      const problem = folderProblem(pair.title, error)
      state.facts = state.facts.map((fact) => (fact.pair === pair ? { ...fact, problem } : fact))
    }
  }
}
