import { type ListedFolder, ServiceError, type Session } from '../../services/port.ts'
import {
  copyHomes,
  lastCopy,
  lastKnown,
  originFolders,
  places,
  setKnown,
  sourceFolder,
  standingCopies,
  targetFolder,
  waysBack,
} from '../../store/index.ts'
import { newPair, type PassContext, type TargetPlace } from '../context.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import { trialChoice } from '../plan/trial.ts'
import { type FolderFacts, folderProblem } from '../report/build.ts'
import { planFolders, titleOf } from './folders.ts'
import { assertSourceNotShrunken } from './guard.ts'
import { listSource, type SourceListing } from './source.ts'
import { listTarget } from './target.ts'

export interface Inventory {
  readonly facts: readonly FolderFacts[]
  /** Where each folder of the source that is wanted goes, also those that a trial leaves for later. */
  readonly mappings: readonly FolderMapping[]
  /** Copies that are no longer listed, by target folder (ledger id). */
  readonly missing: ReadonlyMap<number, number[]>
  /** Copies that stood in target folders made anew since, beyond what those hold now. */
  readonly lostWithFolders: number
  /** Every folder that the source and the target list. */
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
  return context.sources.use((source) => context.targets.use((target) => inventoryWith(context, source, target)))
}

async function inventoryWith(context: PassContext, source: Session, target: Session): Promise<Inventory> {
  context.profile = target.profile
  context.appendLimit = target.appendLimit
  const { db, mailbox, opposite } = context
  const sent = await places(db, mailbox)
  const homeward = context.kind === 'reverse'
  const plan = await planFolders(source, target, context.rules, {
    routes: new Map([...sent].flatMap(([name, [latest]]) => (latest === undefined ? [] : [[name, latest] as const]))),
    home: homeward ? (opposite === undefined ? new Map() : await waysBack(db, opposite)) : undefined,
  })
  const { mappings, targets } = plan
  for (const mapping of mappings)
    if (titleOf(mapping.source) !== mapping.targetPath.join('/')) context.tell({ step: 'mapped', mapping })
  const folders = [...mappings.map((mapping) => mapping.source), ...plan.excluded]
  const counts = await countAll(source, folders)
  const now = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (!context.accept.shrunkenSource)
    assertSourceNotShrunken((await lastKnown(context.db, context.mailbox)).messages, now)
  await setKnown(context.db, context.mailbox, now)
  const facts: FolderFacts[] = []
  const gone: Gone = { missing: new Map(), lostWithFolders: 0, renumbered: [], listed: new Map() }
  const chosen =
    context.kind === 'trial' && context.rules.include.length === 0 ? trialChoice(mappings, counts) : mappings
  for (const mapping of chosen) {
    const fact = await listBoth(context, mapping, source, target, gone, counts.get(mapping.source.name) ?? 0)
    await listHomes(context, fact, targets, target, gone)
    const earlier: TargetPlace[] = []
    for (const { name } of sent.get(mapping.source.name) ?? []) {
      // Copies stand in folders that mail was sent to before a rule changed.
      if (name === mapping.targetName || !targets.some((folder) => folder.name === name && folder.selectable)) continue
      const place = await unlessRefused(() => listPlace(context, name, target, gone))
      if (!(place instanceof ServiceError)) earlier.push(place)
    }
    facts.push({ ...fact, earlier, ...(fact.pair === undefined ? {} : { pair: { ...fact.pair, earlier } }) })
  }
  if (homeward && opposite !== undefined)
    for (const name of await originFolders(db, opposite))
      if (targets.some((folder) => folder.name === name && folder.selectable))
        await unlessRefused(() => listPlace(context, name, target, gone))
  const later = mappings.filter((mapping) => !chosen.includes(mapping)).map((mapping) => mapping.source)
  for (const folder of [...plan.excluded, ...later]) {
    const listed = counts.get(folder.name) ?? 0
    facts.push({ title: titleOf(folder), targetTitle: '', why: 'excluded', listed, excluded: listed, subscribe: false })
  }
  // What was listed, where it was: a count that lied must not be what the next run is judged by.
  const listed = facts.reduce((sum, fact) => sum + fact.listed, 0)
  if (listed < now) await setKnown(context.db, context.mailbox, listed)
  return {
    facts,
    mappings,
    ...gone,
    sourceNames: folders.map((folder) => folder.name),
    targetNames: targets.map((folder) => folder.name),
  }
}

/** What is found gone from the target while folders are listed. */
interface Gone {
  readonly missing: Map<number, number[]>
  lostWithFolders: number
  readonly renumbered: TargetPlace[]
  readonly listed: Map<string, TargetPlace>
}

/** Lists the folders into which owners have filed copies, so that it is known where those go from there. */
async function listHomes(
  context: PassContext,
  { source }: FolderFacts,
  targets: readonly ListedFolder[],
  target: Session,
  gone: Gone,
): Promise<void> {
  if (source === undefined) return
  for (const { name } of await copyHomes(context.db, source.id))
    if (targets.some((folder) => folder.name === name && folder.selectable))
      await unlessRefused(() => listPlace(context, name, target, gone))
}

/** Lists a target folder against the ledger, once in a pass. */
async function listPlace(context: PassContext, name: string, target: Session, gone: Gone): Promise<TargetPlace> {
  const known = gone.listed.get(name)
  if (known !== undefined) return known
  const { uidValidity, uidNext, exists } = await target.open(name, 'read')
  const { id, superseded } = await targetFolder(context.db, context.mailbox, name, uidValidity)
  const place = { name, id, uidValidity }
  const lost = await listTarget(context, id, target)
  gone.lostWithFolders += Math.max(0, (await standingCopies(context.db, superseded)) - exists)
  if (uidNext !== undefined && (await lastCopy(context.db, id)) >= uidNext) {
    // The folder was emptied or put back from a backup without a new UIDVALIDITY (RFC 3501 §2.3.1.1 wants one).
    gone.renumbered.push(place)
    gone.lostWithFolders += Math.max(0, (await standingCopies(context.db, [id])) - exists)
  } else if (lost.length > 0) gone.missing.set(id, lost)
  gone.listed.set(name, place)
  return place
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
  const state = await unlessRefused(() => source.open(mapping.source.name, 'read'))
  if (state instanceof ServiceError) return unreadable(mapping, counted, state, AT_SOURCE)
  const { id } = await sourceFolder(context.db, context.mailbox, mapping.source.name, state.uidValidity)
  const listing = await listPatiently(context, mapping.source.name, title, id, source)
  if (listing instanceof ServiceError) {
    // Of two counts the smaller one, unless that is none: nobody has seen what is behind the larger.
    return unreadable(mapping, counted > 0 ? Math.min(state.exists, counted) : state.exists, listing, AT_SOURCE)
  }
  const fact: FolderFacts = {
    title,
    targetTitle: mapping.targetPath.join('/'),
    why: mapping.why,
    listed: listing.messages,
    excluded: 0,
    source: { name: mapping.source.name, id, uidValidity: state.uidValidity },
    mapping,
    // On the way home nothing changes at a folder that was there but the mail in it.
    subscribe: mapping.source.subscribed && !mapping.subscribed && !(context.kind === 'reverse' && mapping.exists),
  }
  if (!mapping.exists) return fact
  const place = await unlessRefused(() => listPlace(context, mapping.targetName, target, gone))
  if (place instanceof ServiceError) return unreadable(mapping, listing.messages, place, AT_TARGET)
  return {
    ...fact,
    pair: newPair(title, { name: mapping.source.name, id, uidValidity: state.uidValidity }, place, []),
  }
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

/** What a server refuses of one folder is a problem of that folder alone: the error comes back as a value. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | ServiceError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServiceError && (error.scope === 'folder' || error.scope === 'message')) return error
    throw error
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

/** Messages of each folder as the server counts them; where it does not say, the folder is opened and asked. */
async function countAll(source: Session, folders: readonly ListedFolder[]): Promise<Map<string, number>> {
  const counted = await source.counts(folders.map((folder) => folder.name))
  const counts = new Map<string, number>()
  for (const [index, folder] of folders.entries()) {
    counts.set(folder.name, counted[index] ?? (await existing(source, folder.name)))
  }
  return counts
}

async function existing(source: Session, name: string): Promise<number> {
  const state = await unlessRefused(() => source.open(name, 'read'))
  return state instanceof ServiceError ? 0 : state.exists
}
