import type { SpecialUse } from '../../model/index.ts'
import type { ListedFolder } from '../../services/port.ts'
import { writable } from './names.ts'

/** Where one source folder goes, and why there. */
export interface FolderMapping {
  readonly source: ListedFolder
  /** Decoded path at the target. */
  readonly targetPath: readonly string[]
  /** The target's own name for it: the one that commands use. */
  readonly targetName: string
  readonly exists: boolean
  /** Whether the target's folder is subscribed already. */
  readonly subscribed: boolean
  readonly why: 'same-name' | 'as-before' | 'special-use' | 'archive' | 'by-rule' | 'below-a-mapped-folder' | 'renamed'
  /** For `renamed`: what was in the way. */
  readonly reason?: 'collision' | 'characters'
}

/** A folder at the target: its server's name, and its decoded path. */
export interface Route {
  readonly name: string
  readonly path: readonly string[]
}

export interface MappingInput {
  readonly sources: readonly ListedFolder[]
  readonly targets: readonly ListedFolder[]
  readonly map: readonly { readonly from: string; readonly to: string }[]
  /** The source's name for its folder of all mail, where that holds what no other shows: it goes to the archive. */
  readonly archive?: string | undefined
  /** Where earlier passes sent a source folder, by its server's name. */
  readonly routes: ReadonlyMap<string, Route>
  /** The target's level separator and further characters that no level may hold there. */
  readonly delimiter: string | undefined
  readonly forbidden: string
  readonly nameOf: (path: readonly string[]) => string
  /** A level of a source name as it is to be called, before the target's own limits: as it is, where not given. */
  readonly readLevel?: (level: string) => string
}

const isInbox = (path: readonly string[]): boolean => path.length === 1 && path[0]?.toUpperCase() === 'INBOX'
const keyOf = (path: readonly string[]): string =>
  [path[0]?.toUpperCase() === 'INBOX' ? 'INBOX' : path[0], ...path.slice(1)].join('\0')

/**
 * The proposed mapping, a pure function. In this order: what a rule says; where an earlier pass sent it,
 * so that no folder moves house because another one came; INBOX to INBOX; special use to special use whatever the names; below a folder
 * that is mapped elsewhere; the same name, where need be written so that the target can have it.
 * Every folder goes somewhere, and two never meet in one unless a rule sends them there: the later one gets a number.
 */
export function mapFolders(input: MappingInput): FolderMapping[] {
  const existing = new Map(input.targets.map((folder) => [keyOf(folder.path), folder]))
  const byUse = new Map<SpecialUse, ListedFolder>()
  for (const folder of input.targets) {
    if (folder.specialUse !== undefined && folder.selectable && !byUse.has(folder.specialUse))
      byUse.set(folder.specialUse, folder)
  }
  const rules = new Map(input.map.map((rule) => [keyOf(rule.from.split('/')), rule.to.split('/')]))
  const mapped: FolderMapping[] = []
  /** The first of a path: servers can have two folders whose decoded names are the same. */
  const byPath = new Map<string, FolderMapping>()
  // What folders that are left out this time have taken stays theirs.
  const here = new Set(input.sources.map((folder) => folder.name))
  const taken = new Set([...input.routes].filter(([name]) => !here.has(name)).map(([, route]) => keyOf(route.path)))

  // What is settled first; then special folders, so that an ordinary folder of the same name is the one that gives way; then parents first.
  const rank = (folder: ListedFolder) =>
    isInbox(folder.path)
      ? 0
      : rules.has(keyOf(folder.path)) || input.routes.has(folder.name)
        ? 1
        : folder.specialUse !== undefined
          ? 2
          : 3
  const order = [...input.sources].sort(
    (a, b) => rank(a) - rank(b) || a.path.length - b.path.length || compare(a.name, b.name),
  )

  for (const source of order) {
    if (!source.selectable) continue
    const place = settle(wishFor(source))
    mapped.push(place)
    taken.add(keyOf(place.targetPath))
    if (!byPath.has(keyOf(source.path))) byPath.set(keyOf(source.path), place)
  }
  return mapped.sort((a, b) => rankInbox(a) - rankInbox(b) || compare(a.source.path.join('/'), b.source.path.join('/')))

  function wishFor(source: ListedFolder): FolderMapping {
    const target = (
      targetPath: readonly string[],
      why: FolderMapping['why'],
      reason?: 'characters',
    ): FolderMapping => ({
      source,
      targetPath,
      targetName: existing.get(keyOf(targetPath))?.name ?? input.nameOf(targetPath),
      exists: existing.get(keyOf(targetPath))?.selectable ?? false,
      subscribed: existing.get(keyOf(targetPath))?.subscribed ?? false,
      why,
      ...(reason === undefined ? {} : { reason }),
    })
    const rule = rules.get(keyOf(source.path))
    if (rule !== undefined) return target(rule, 'by-rule')
    const before = input.routes.get(source.name)
    if (before !== undefined) return { ...target(before.path, 'as-before'), targetName: before.name }
    if (isInbox(source.path) && !taken.has('INBOX')) return target(['INBOX'], 'same-name')
    if (source.name === input.archive)
      return target(byUse.get('archive')?.path ?? byUse.get('all')?.path ?? ['Archive'], 'archive')
    const special = source.specialUse === undefined ? undefined : byUse.get(source.specialUse)
    if (special !== undefined)
      return target(special.path, keyOf(special.path) === keyOf(source.path) ? 'same-name' : 'special-use')
    const path = input.readLevel === undefined ? source.path : source.path.map(input.readLevel)
    for (let depth = source.path.length - 1; depth > 0; depth--) {
      const above = source.path.slice(0, depth)
      const to = rules.get(keyOf(above)) ?? byPath.get(keyOf(above))?.targetPath
      if (to === undefined || keyOf(to) === keyOf(above)) continue
      return target([...to, ...path.slice(depth).map(possible)], 'below-a-mapped-folder')
    }
    if (existing.has(keyOf(path))) return target(path, keyOf(path) === keyOf(source.path) ? 'same-name' : 'renamed')
    const written = path.map(possible)
    if (written.some((level, index) => level !== path[index])) return target(written, 'renamed', 'characters')
    return target(path, keyOf(path) === keyOf(source.path) ? 'same-name' : 'renamed')
  }

  function settle(wish: FolderMapping): FolderMapping {
    if (wish.why === 'by-rule' || wish.why === 'as-before' || !taken.has(keyOf(wish.targetPath))) return wish
    // A folder that stands at the target already under the numbered name is not taken over either.
    for (let number = 2; number < 10_000; number++) {
      const path = [...wish.targetPath.slice(0, -1), `${wish.targetPath.at(-1) ?? ''} (${number})`]
      if (taken.has(keyOf(path))) continue
      const there = existing.get(keyOf(path))
      return {
        source: wish.source,
        targetPath: path,
        targetName: there?.name ?? input.nameOf(path),
        exists: there?.selectable ?? false,
        subscribed: there?.subscribed ?? false,
        why: 'renamed',
        reason: 'collision',
      }
    }
    throw new RangeError(`no free name for ${wish.targetPath.join('/')}`)
  }

  function possible(level: string): string {
    return writable(level, input.forbidden + (input.delimiter ?? ''))
  }
}

const rankInbox = (mapping: FolderMapping): number => (isInbox(mapping.source.path) ? 0 : 1)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
