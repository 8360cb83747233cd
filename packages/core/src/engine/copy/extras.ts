import type { FolderExtras, Session } from '../../services/port.ts'
import { type FolderPair, type PassContext, remark } from '../context.ts'

/**
 * Carries over what belongs to folders beside their mail: rights of others (RFC 4314), for those whose name at the target
 * is known, and metadata (RFC 5464). Rights are only ever added. What cannot be carried is counted in a note; no mail
 * waits for it.
 */
export async function carryExtras(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  const folders = pairs.map((pair) => pair.source.name)
  const found = await context.sources.use((source) => source.extras(folders))
  const sharing = pairs.flatMap((pair, at) => {
    const extras = found[at]
    return extras === undefined || isNothing(extras) ? [] : [{ pair, extras }]
  })
  if (sharing.length === 0) return
  const names = sharing.flatMap(({ extras }) => [...(extras.rights?.keys() ?? [])].map((who) => who.toLowerCase()))
  const people = (names.length > 0 && (await context.people?.([...new Set(names)]))) || NOBODY
  await context.targets.use(async (target) => {
    for (const { pair, extras } of sharing) await carry(context, people, target, pair.target.name, extras)
  })
}

type People = ReadonlyMap<string, string>
const NOBODY: People = new Map()

const isNothing = ({ rights, notes }: FolderExtras): boolean => (rights?.size ?? 0) + (notes?.size ?? 0) === 0

async function carry(
  context: PassContext,
  people: People,
  target: Session,
  name: string,
  extras: FolderExtras,
): Promise<void> {
  const [there] = await target.extras([name])
  for (const [who, rights] of extras.rights ?? []) {
    const known = people.get(who.toLowerCase())
    if (known === undefined) {
      remark(context, 'rights on a folder are of somebody who has no name at the target, and were not set there')
    } else if (there?.rights === undefined) remark(context, 'rights on a folder were not set: the target keeps none')
    else if (!has(there.rights.get(known) ?? '', rights)) {
      const words = await target.grant(name, known, rights)
      remark(
        context,
        words === undefined ? 'rights of others on a folder were set' : `rights on a folder refused: ${words}`,
      )
    }
  }
  for (const [entry, value] of extras.notes ?? []) {
    if (there?.notes === undefined) remark(context, `${entry} of a folder was not set: the target keeps none`)
    else if (there.notes.get(entry) !== value) {
      const words = await target.annotate(name, entry, value)
      remark(context, words === undefined ? `${entry} of a folder was set` : `${entry} of a folder refused: ${words}`)
    }
  }
}

/** RFC 4314 §2.1.1: c and d of older servers stand for others. */
const has = (all: string, some: string): boolean =>
  Array.from(some).every((right) => 'cd'.includes(right) || all.includes(right))
