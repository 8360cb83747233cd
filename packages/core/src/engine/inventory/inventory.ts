import { type ListedFolder, ServiceError, type Session } from '../../services/port.ts'
import {
  anyInDoubt,
  homeNames,
  lastKnown,
  originFolders,
  type Place,
  places,
  setFloors,
  setKnown,
  sourceFolder,
  waysBack,
} from '../../store/index.ts'
import { both } from '../both.ts'
import { newPair, type PassContext, type TargetPlace } from '../context.ts'
import { connectionsWorth, eachWaits, sourcesWorth } from '../copy/connections.ts'
import { homesInOrder, LABELS_SAID } from '../plan/labels.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import { trialChoice } from '../plan/trial.ts'
import { type FolderFacts, folderProblem } from '../report/build.ts'
import { type FolderPlan, planFolders, titleOf } from './folders.ts'
import { foreignFolders } from './foreign.ts'
import { assertSourceNotShrunken } from './guard.ts'
import { inLanes } from './in-lanes.ts'
import { noteListing, sinceKnown, unchangedFolders } from './known-folders.ts'
import { type Gone, listHomes, listPlace } from './places.ts'
import { countAll, followSource, listSource, type SourceListing } from './source.ts'
import { unlessRefused } from './unless-refused.ts'

export interface Inventory {
  readonly facts: readonly FolderFacts[]
  /** Where each folder of the source that is wanted goes, also those that a trial leaves for later. */
  readonly mappings: readonly FolderMapping[]
  /** Folders of the source that were listed, by the order in which they may keep what several show. */
  readonly homes: readonly string[]
  /** Copies that are no longer listed, by target folder (ledger id). */
  readonly missing: ReadonlyMap<number, number[]>
  /** Copies that stood in target folders made anew since, beyond what those hold now. */
  readonly lostWithFolders: number
  /** Every folder that the source and the target list; of the source also those of others that are not listed any more. */
  readonly sourceNames: readonly string[]
  readonly targetNames: readonly string[]
  /** Target folders that were listed, by name: two source folders may go to one. */
  readonly listed: ReadonlyMap<string, TargetPlace>
  /** Target folders that give UIDs anew under the same UIDVALIDITY. */
  readonly renumbered: readonly TargetPlace[]
}

/**
 * Lists both mailboxes into the ledger, folder by folder and in slices. Creates and changes nothing at either service.
 * Throws `UndecidedError` before anything is written where the source has shrunk.
 */
export async function takeInventory(context: PassContext): Promise<Inventory> {
  const whole = await context.sources.use((source) =>
    context.targets.use((target) => lookRound(context, source, target)),
  )
  return listAll(context, whole)
}

/** Which folders there are, where each goes, and how much each is said to hold. */
interface Round {
  readonly plan: FolderPlan
  readonly counts: ReadonlyMap<string, number>
  readonly sent: ReadonlyMap<string, readonly Place[]>
  /** Folders of others that earlier passes took. */
  readonly foreign: readonly string[]
  /** Messages of the source in all. */
  readonly now: number
}

async function lookRound(context: PassContext, source: Session, target: Session): Promise<Round> {
  context.profile = target.profile
  context.appendLimit = target.appendLimit
  context.eachWaits = eachWaits(target)
  if (context.connections === undefined) {
    context.sources.grow(sourcesWorth(source))
    context.targets.grow(connectionsWorth(target))
  }
  const { db, mailbox, opposite } = context
  const sent = await places(db, mailbox)
  const homeward = context.kind === 'reverse'
  const ways = {
    routes: new Map([...sent].flatMap(([name, [latest]]) => (latest === undefined ? [] : [[name, latest] as const]))),
    home: homeward ? (opposite === undefined ? new Map() : await waysBack(db, opposite)) : undefined,
  }
  // While the target is asked for names the source counts, and where all is new the other sessions are opened.
  let counting: Promise<Map<string, number>> | undefined
  const plan = await planFolders(source, target, context.rules, ways, (folders) => {
    if (sent.size === 0) for (const pool of [context.sources, context.targets]) pool.warm(folders.length)
    counting = countUnknown(context, source, folders)
    // Awaited below, unless the plan fails first.
    counting.catch(() => undefined)
  })
  context.labels = plan.labels
  if (plan.labels !== undefined) context.tell({ step: 'notice', text: LABELS_SAID[plan.labels] })
  const foreign = await foreignFolders(context, source)
  for (const mapping of plan.mappings)
    if (titleOf(mapping.source) !== mapping.targetPath.join('/')) context.tell({ step: 'mapped', mapping })
  context.unchanged.target_folders = await unchangedFolders(context, 'target_folders', target)
  const counts = (await counting) ?? new Map<string, number>()
  const now = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (!context.accept.shrunkenSource) assertSourceNotShrunken(await lastKnown(context.db, context.mailbox), now)
  await setKnown(context.db, context.mailbox, now)
  return { plan, counts, sent, foreign, now }
}

/** Messages of each folder of the source; those that have not changed are noted and not asked for. */
async function countUnknown(
  context: PassContext,
  source: Session,
  folders: readonly ListedFolder[],
): Promise<Map<string, number>> {
  context.unchanged.source_folders = await unchangedFolders(context, 'source_folders', source)
  return countAll(context, source, folders)
}

async function listAll(context: PassContext, { plan, counts, sent, foreign, now }: Round): Promise<Inventory> {
  const { db, mailbox, opposite, unchanged } = context
  const { mappings, excluded, targets } = plan
  const inDoubt = await anyInDoubt(db, mailbox)
  if (!inDoubt)
    await setFloors(
      db,
      [...unchanged.target_folders.values()].map(({ id }) => id),
    )
  const homes = await homeNames(db, mailbox)
  const gone: Gone = {
    ...{ missing: new Map(), lostWithFolders: 0, inDoubt, renumbered: [] },
    ...{ listed: new Map(), underWay: new Map() },
  }
  const chosen =
    context.kind === 'trial' && context.rules.include.length === 0 ? trialChoice(mappings, counts) : mappings
  const changed = chosen.filter(
    ({ source, targetName, exists }) =>
      !unchanged.source_folders.has(source.name) || (exists && !unchanged.target_folders.has(targetName)),
  )
  const facts: FolderFacts[] = await inLanes(context, changed.length, chosen, async (mapping, source, target) => {
    const fact = await listBoth(context, mapping, source, target, gone, counts.get(mapping.source.name) ?? 0)
    if (fact.source !== undefined) await listHomes(context, homes.get(mapping.source.name) ?? [], targets, target, gone)
    const earlier: TargetPlace[] = []
    for (const { name } of sent.get(mapping.source.name) ?? []) {
      // Copies stand in folders that mail was sent to before a rule changed.
      if (name === mapping.targetName || !targets.some((folder) => folder.name === name && folder.selectable)) continue
      const place = await unlessRefused(() => listPlace(context, name, target, gone))
      if (!(place instanceof ServiceError)) earlier.push(place)
    }
    return { ...fact, earlier, ...(fact.pair === undefined ? {} : { pair: { ...fact.pair, earlier } }) }
  })
  if (context.kind === 'reverse' && opposite !== undefined) {
    const origins = await originFolders(db, opposite)
    await context.targets.use(async (target) => {
      for (const name of origins)
        if (targets.some((folder) => folder.name === name && folder.selectable))
          await unlessRefused(() => listPlace(context, name, target, gone))
    })
  }
  const later = mappings.filter((mapping) => !chosen.includes(mapping)).map((mapping) => mapping.source)
  for (const folder of [...excluded, ...later]) {
    const listed = counts.get(folder.name) ?? 0
    facts.push({ title: titleOf(folder), targetTitle: '', why: 'excluded', listed, excluded: listed, subscribe: false })
  }
  // What was listed, where it was: a count that lied must not be what the next run is judged by.
  const listed = facts.reduce((sum, fact) => sum + fact.listed, 0)
  if (listed < now) await setKnown(context.db, context.mailbox, listed)
  return {
    facts,
    mappings,
    homes: homesInOrder(chosen.map((mapping) => mapping.source)),
    ...gone,
    sourceNames: [...[...mappings.map((mapping) => mapping.source), ...excluded].map(({ name }) => name), ...foreign],
    targetNames: targets.map((folder) => folder.name),
  }
}

async function listBoth(
  context: PassContext,
  mapping: FolderMapping,
  source: Session,
  target: Session,
  gone: Gone,
  counted: number,
): Promise<FolderFacts> {
  const title = titleOf(mapping.source)
  if (tooLong(mapping.source.name) || tooLong(mapping.targetName)) return unnamable(mapping, counted)
  const [listing, goesTo] = await both(
    listOne(context, mapping, title, source),
    mapping.exists ? unlessRefused(() => listPlace(context, mapping.targetName, target, gone)) : undefined,
  )
  if (listing.problem !== undefined) {
    // Of two counts the smaller one, unless that is none: nobody has seen what is behind the larger.
    const { exists = counted } = listing
    return unreadable(mapping, counted > 0 ? Math.min(exists, counted) : exists, listing.problem, AT_SOURCE)
  }
  const place = { name: mapping.source.name, id: listing.id, uidValidity: listing.uidValidity }
  const fact: FolderFacts = {
    title,
    targetTitle: mapping.targetPath.join('/'),
    why: mapping.why,
    listed: listing.messages,
    excluded: 0,
    source: place,
    mapping,
    // On the way home nothing changes at a folder that was there but the mail in it.
    subscribe: mapping.source.subscribed && !mapping.subscribed && !(context.kind === 'reverse' && mapping.exists),
  }
  if (goesTo === undefined) return fact
  if (goesTo instanceof ServiceError) return unreadable(mapping, listing.messages, goesTo, AT_TARGET)
  return { ...fact, pair: newPair(title, place, goesTo, []) }
}

type Listed =
  | { readonly problem?: undefined; readonly id: number; readonly uidValidity: number; readonly messages: number }
  | { readonly problem: ServiceError; readonly exists?: number }

/** A source folder as the ledger knows it, listed unless nothing has changed there, or what has can be told. */
async function listOne(context: PassContext, mapping: FolderMapping, title: string, source: Session): Promise<Listed> {
  const { db, mailbox } = context
  const { name } = mapping.source
  const unchanged = context.unchanged.source_folders.get(name)
  if (unchanged !== undefined) return unchanged
  const state = await unlessRefused(() => source.open(name, 'read'))
  if (state instanceof ServiceError) return { problem: state }
  const { uidValidity, exists } = state
  const { id } = await sourceFolder(db, mailbox, name, uidValidity)
  const since = sinceKnown(context, 'source_folders', id, state, source)
  if (since !== undefined) {
    const followed = await unlessRefused(() => followSource(context, id, since, exists, source))
    context.known.source_folders.delete(id)
    // It is listed whole then, and opened again first: the numbers of its messages may be others by now.
    if (followed !== true) return listOne(context, mapping, title, source)
    context.tell({ step: 'inventory', folder: title, messages: exists })
    noteListing(context, 'source_folders', id, state, true)
    return { id, uidValidity, messages: exists }
  }
  const listing = await listPatiently(context, name, title, id, source)
  if (listing instanceof ServiceError) return { problem: listing, exists }
  noteListing(context, 'source_folders', id, state, listing.messages === exists)
  return { id, uidValidity, messages: listing.messages }
}

/** How often a folder is listed anew that gave fewer messages than it counts: somebody may have deleted meanwhile. */
const LISTINGS = 3

async function listPatiently(
  context: PassContext,
  name: string,
  title: string,
  id: number,
  source: Session,
): Promise<SourceListing | ServiceError> {
  for (let listing = 1; ; listing++) {
    const result = await unlessRefused(() =>
      listSource(context.db, id, source, (listed) => {
        context.signal?.throwIfAborted()
        context.tell({ step: 'inventory', folder: title, messages: listed })
      }),
    )
    if (!(result instanceof ServiceError) || result.code !== 'listing-incomplete' || listing === LISTINGS) return result
    await source.open(name, 'read')
  }
}

const AT_SOURCE =
  'The source lists this folder but does not let it be read. Look at it in the old service; leave it out with --exclude if it is not needed.'
const AT_TARGET =
  'The target has this folder but does not let it be read. Give the account the right to read it, or another folder with --map OLD=NEW, and run again.'

function unreadable(mapping: FolderMapping, listed: number, error: ServiceError, remedy: string): FolderFacts {
  const title = titleOf(mapping.source)
  const { serverReply } = error
  const problem = error.code === 'listing-incomplete' ? error : { code: 'folder-unreadable', serverReply, remedy }
  return {
    title,
    targetTitle: mapping.targetPath.join('/'),
    why: mapping.why,
    listed,
    excluded: 0,
    subscribe: false,
    problem: folderProblem(title, problem),
  }
}

/** The ledger's keys hold names up to this; PostgreSQL indexes nothing above 2,704 octets. */
const LONGEST_NAME = 2_000
const tooLong = (name: string): boolean => Buffer.byteLength(name) > LONGEST_NAME

function unnamable(mapping: FolderMapping, listed: number): FolderFacts {
  const title = titleOf(mapping.source)
  const remedy = `Its name has more than ${LONGEST_NAME} octets, here or at the target. Give it a shorter one at the old service, and run again.`
  return {
    title,
    targetTitle: mapping.targetPath.join('/'),
    why: mapping.why,
    listed,
    excluded: 0,
    subscribe: false,
    problem: folderProblem(title, { code: 'folder-name-too-long', serverReply: undefined, remedy }),
  }
}
