import { CaravanError, type SpecialUse } from '../../model/index.ts'
import type { ListedFolder, Session } from '../../services/port.ts'
import { labelledFolders } from '../plan/labels.ts'
import { type FolderMapping, mapFolders, type Route } from '../plan/mapping.ts'
import { original } from '../plan/names.ts'
import { EVERYTHING, folderWanted, type Rules } from '../plan/rules.ts'

/** Folders that only show what other folders hold. */
const VIEWS: ReadonlySet<SpecialUse | undefined> = new Set<SpecialUse>(['flagged', 'important'])

export interface FolderPlan {
  readonly mappings: readonly FolderMapping[]
  /** Folders of the source that the rules leave out, or that only show what others hold. */
  readonly excluded: readonly ListedFolder[]
  /** Every folder that the target lists. */
  readonly targets: readonly ListedFolder[]
  /** How many folders of other users, and shared ones, the source did not count among its own. */
  readonly leftOut: Session['leftOut']
  /** Where messages go that several folders show. */
  readonly labels: Session['labels']
}

export const titleOf = (folder: Pick<ListedFolder, 'path'>): string => folder.path.join('/')

/** What is known of where the source's folders go, each by the names that the servers use. */
export interface Ways {
  /** Where earlier passes sent them. */
  readonly routes: ReadonlyMap<string, Route>
  /** The way home: where their mail was brought from, the likeliest first. Names that were written out are read back. */
  readonly home?: ReadonlyMap<string, readonly string[]> | undefined
}

/** Told the source's folders as soon as they are known, while the target is still asked which names can be. */
type Listed = (sources: readonly ListedFolder[]) => void

/**
 * The folders of both sides and where each of the source goes. Asks, changes nothing.
 * Throws `CaravanError` `rule-matches-nothing` where a rule names a folder that is not there.
 */
export async function planFolders(
  source: Session,
  target: Session,
  rules: Rules,
  { routes, home }: Ways = { routes: new Map() },
  onListed: Listed = () => undefined,
): Promise<FolderPlan> {
  const [sources, targets] = await Promise.all([source.folders(), target.folders()])
  const { leftOut, labels } = source
  const selectable = sources.filter((folder) => folder.selectable)
  for (const rule of rules.map) {
    if (selectable.some((folder) => titleOf(folder) === rule.from || titleOf(folder).startsWith(`${rule.from}/`)))
      continue
    throw new CaravanError(
      'rule-matches-nothing',
      `--map ${rule.from}=${rule.to}: the source has no folder of that name.`,
      'Run `caravan folders` to see the names, and write them as shown there.',
    )
  }
  for (const glob of rules.include) {
    if (selectable.some((folder) => folderWanted(folder.path, { ...EVERYTHING, include: [glob] }))) continue
    throw new CaravanError(
      'rule-matches-nothing',
      `--include ${glob}: the source has no such folder.`,
      'Run `caravan folders` to see the names, and write them as shown there.',
    )
  }
  onListed(selectable)
  const wanted = labelledFolders(
    selectable.filter((folder) => !VIEWS.has(folder.specialUse) && folderWanted(folder.path, rules)),
    labels,
  )
  const excluded = selectable.filter((folder) => !wanted.includes(folder))
  const map = (forbidden: string) =>
    mapFolders({
      sources: wanted,
      targets,
      map: rules.map,
      archive: labels && wanted.find(({ specialUse }) => specialUse === 'all')?.name,
      routes: home === undefined ? routes : new Map([...routesHome(home, sources, targets), ...routes]),
      ...(home === undefined ? undefined : { readLevel: original }),
      delimiter: target.delimiter,
      forbidden,
      nameOf: (path) => target.nameOf(path),
    })
  const first = map(target.profile.forbiddenInNames)
  const impossible = await target.impossibleNames(
    first.filter((mapping) => !mapping.exists).map((mapping) => mapping.targetName),
  )
  if (impossible.size === 0) return { mappings: first, excluded, targets, leftOut, labels }
  // The server does not say which character it minds: every sign in the refused names that is not plain gives way.
  const signs = new Set<string>(target.profile.forbiddenInNames)
  for (const mapping of first) {
    if (!impossible.has(mapping.targetName)) continue
    for (const sign of mapping.targetPath.join('').match(/[!-,./:;<>?@[-^`{-~]/g) ?? []) signs.add(sign)
    if (mapping.targetPath.some((level) => level !== level.trim())) signs.add(' ')
  }
  return { mappings: map([...signs].join('')), excluded, targets, leftOut, labels }
}

/** The inverse of the routes by which mail came: of several folders that went into one, the one of its name goes first. */
function routesHome(
  home: ReadonlyMap<string, readonly string[]>,
  sources: readonly ListedFolder[],
  targets: readonly ListedFolder[],
): Map<string, Route> {
  const there = new Map(targets.filter((folder) => folder.selectable).map((folder) => [folder.name, folder]))
  const routes = new Map<string, Route>()
  for (const folder of sources) {
    const origins = (home.get(folder.name) ?? []).flatMap((name) => there.get(name) ?? [])
    const origin = origins.find((one) => titleOf(one) === titleOf(folder)) ?? origins[0]
    if (origin !== undefined) routes.set(folder.name, { name: origin.name, path: origin.path })
  }
  return routes
}
