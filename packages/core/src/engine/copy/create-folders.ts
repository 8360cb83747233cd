import type { SpecialUse } from '../../model/index.ts'
import { ServiceError, type Session } from '../../services/port.ts'
import { setRoute, setRoutes, setWayBack, targetFolder } from '../../store/index.ts'
import { newPair, type PassContext, remark, type TargetPlace } from '../context.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import { type FolderFacts, folderProblem } from '../report/build.ts'

/** Folders made at once, over one session. */
const AT_ONCE = 50

/**
 * Creates the target's missing folders and takes over subscriptions. A folder that cannot be created is a problem of
 * its own: the others go on.
 */
export async function createTargets(context: PassContext, facts: readonly FolderFacts[]): Promise<FolderFacts[]> {
  return context.targets.use(async (target) => {
    const done: FolderFacts[] = []
    const there = facts.flatMap(({ pair, mapping, source }) => (pair && mapping && source ? { mapping, source } : []))
    await setRoutes(
      context.db,
      context.mailbox,
      there.map(({ mapping: { targetName: name, targetPath: path }, source }) => ({
        source: source.name,
        target: { name, path },
      })),
    )
    for (let from = 0; from < facts.length; from += AT_ONCE) {
      // In their order, which puts a folder before those within it; the answers come together.
      const some = await Promise.allSettled(
        facts.slice(from, from + AT_ONCE).map((fact) => createOne(context, fact, target)),
      )
      for (const one of some) {
        if (one.status === 'rejected') throw one.reason
        done.push(one.value)
      }
    }
    return done
  })
}

async function createOne(context: PassContext, fact: FolderFacts, target: Session): Promise<FolderFacts> {
  const { mapping, source } = fact
  if (mapping === undefined || source === undefined) return fact
  let ready = fact
  try {
    if (fact.pair === undefined) {
      const place = await makePlace(context, target, mapping)
      ready = { ...fact, pair: newPair(fact.title, source, place, fact.earlier ?? []) }
    }
    // Behind the making, which may take a second command: servers refuse it for a folder that is not there.
    if (fact.subscribe) await subscribe(context, mapping.targetName, target)
  } catch (error) {
    if (!(error instanceof ServiceError) || error.scope !== 'folder') throw error
    return { ...fact, why: 'not-created', problem: folderProblem(fact.title, error) }
  }
  if (fact.pair === undefined)
    await setRoute(context.db, context.mailbox, source.name, { name: mapping.targetName, path: mapping.targetPath })
  if (context.kind === 'reverse' && context.opposite !== undefined)
    await setWayBack(context.db, context.opposite, mapping.targetName, {
      name: source.name,
      path: mapping.source.path,
    })
  return ready
}

/** Where labels place mail, the folder of all mail holds what was archived. */
const useOf = ({ labels }: PassContext, { source: { specialUse } }: FolderMapping): SpecialUse | undefined =>
  labels !== undefined && specialUse === 'all' ? 'archive' : specialUse

/**
 * Makes a folder and opens it, without waiting in between. It may be there already, made by an earlier try or for another
 * folder, and not every server says so: what can be opened is made.
 */
async function makePlace(context: PassContext, target: Session, mapping: FolderMapping): Promise<TargetPlace> {
  const [made, place] = await Promise.allSettled([
    target.createFolder(mapping.targetName, useOf(context, mapping)),
    placeOf(context, mapping.targetName, target),
  ])
  if (place.status === 'fulfilled') return place.value
  if (made.status === 'rejected') throw made.reason
  // Made by a second command, behind the opening.
  return placeOf(context, mapping.targetName, target)
}

async function placeOf(context: PassContext, name: string, target: Session): Promise<TargetPlace> {
  const { uidValidity } = await target.open(name, 'write')
  const { id } = await targetFolder(context.db, context.mailbox, name, uidValidity)
  return { name, id, uidValidity }
}

/** A subscription is a comfort: where the target refuses it, the mail still goes over. */
async function subscribe(context: PassContext, name: string, target: Session): Promise<void> {
  try {
    await target.subscribe(name)
  } catch (error) {
    if (!(error instanceof ServiceError) || error.scope !== 'folder') throw error
    remark(context, `subscription to ${name} refused: ${error.serverReply ?? error.message}`)
  }
}
