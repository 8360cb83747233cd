import { type ListedFolder, ServiceError, type Session } from '../../services/port.ts'
import { lastKnown, sourceFolder, targetFolder } from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import { type FolderFacts, folderProblem } from '../report/build.ts'
import { planFolders, titleOf } from './folders.ts'
import { assertSourceNotShrunken } from './guard.ts'
import { listSource } from './source.ts'
import { listTarget } from './target.ts'

export interface Inventory {
  readonly facts: readonly FolderFacts[]
  /** Copies that are no longer listed, by target folder (ledger id). */
  readonly missing: ReadonlyMap<number, number[]>
  /** Every folder listed at the source and every target folder that was read. */
  readonly sourceNames: readonly string[]
  readonly targetNames: readonly string[]
}

/**
 * Lists both mailboxes into the ledger, folder by folder and in slices. Creates and changes nothing at either service.
 * Throws `UndecidedError` before anything is written where the source has shrunk.
 */
export async function takeInventory(context: PassContext): Promise<Inventory> {
  return context.sources.use((source) => context.targets.use((target) => inventoryWith(context, source, target)))
}

async function inventoryWith(context: PassContext, source: Session, target: Session): Promise<Inventory> {
  context.expectedChanges = target.profile.expectedChanges
  const { mappings, excluded } = await planFolders(source, target, context.rules)
  for (const mapping of mappings) if (mapping.why !== 'same-name') context.tell({ step: 'mapped', mapping })
  const folders = [...mappings.map((mapping) => mapping.source), ...excluded]
  const counts = await countAll(source, folders)
  if (!context.accept.shrunkenSource) {
    const now = [...counts.values()].reduce((sum, count) => sum + count, 0)
    assertSourceNotShrunken((await lastKnown(context.db, context.mailbox)).messages, now)
  }
  const facts: FolderFacts[] = []
  const missing = new Map<number, number[]>()
  for (const mapping of mappings) {
    facts.push(await listBoth(context, mapping, source, target, missing, counts.get(mapping.source.name) ?? 0))
  }
  for (const folder of excluded) {
    const listed = counts.get(folder.name) ?? 0
    facts.push({ title: titleOf(folder), targetTitle: '', why: 'excluded', listed, excluded: listed, subscribe: false })
  }
  return {
    facts,
    missing,
    sourceNames: folders.map((folder) => folder.name),
    targetNames: mappings.filter((mapping) => mapping.exists).map((mapping) => mapping.targetName),
  }
}

async function listBoth(
  context: PassContext,
  mapping: FolderMapping,
  source: Session,
  target: Session,
  missing: Map<number, number[]>,
  counted: number,
): Promise<FolderFacts> {
  const title = titleOf(mapping.source)
  const state = await unlessRefused(() => source.open(mapping.source.name, 'read'))
  if (state instanceof ServiceError) return unreadable(mapping, counted, state, AT_SOURCE)
  const { id } = await sourceFolder(context.db, context.mailbox, mapping.source.name, state.uidValidity)
  const listing = await unlessRefused(() =>
    listSource(context.db, id, source, (listed) =>
      context.tell({ step: 'inventory', folder: title, messages: listed }),
    ),
  )
  if (listing instanceof ServiceError) return unreadable(mapping, state.exists, listing, AT_SOURCE)
  const fact: FolderFacts = {
    title,
    targetTitle: mapping.targetPath.join('/'),
    why: mapping.why,
    listed: listing.messages,
    excluded: 0,
    source: { name: mapping.source.name, id },
    mapping,
    subscribe: mapping.source.subscribed && !mapping.subscribed,
  }
  if (!mapping.exists) return fact
  const there = await unlessRefused(() => target.open(mapping.targetName, 'read'))
  if (there instanceof ServiceError) return unreadable(mapping, listing.messages, there, AT_TARGET)
  const ledgerTarget = await targetFolder(context.db, context.mailbox, mapping.targetName, there.uidValidity)
  const lost = await unlessRefused(() => listTarget(context.db, ledgerTarget.id, target))
  if (lost instanceof ServiceError) return unreadable(mapping, listing.messages, lost, AT_TARGET)
  if (lost.length > 0) missing.set(ledgerTarget.id, lost)
  return {
    ...fact,
    pair: {
      title,
      source: { name: mapping.source.name, id },
      target: { name: mapping.targetName, id: ledgerTarget.id, uidValidity: there.uidValidity },
      refused: new Set(),
      vanished: new Set(),
    },
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

function unreadable(
  mapping: FolderMapping,
  listed: number,
  { serverReply }: ServiceError,
  remedy: string,
): FolderFacts {
  const title = titleOf(mapping.source)
  return {
    title,
    targetTitle: mapping.targetPath.join('/'),
    why: mapping.why,
    listed,
    excluded: 0,
    subscribe: false,
    problem: folderProblem(title, { code: 'folder-unreadable', serverReply, remedy }),
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
