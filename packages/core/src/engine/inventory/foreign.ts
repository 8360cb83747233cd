import type { Session } from '../../services/port.ts'
import { knownSourceNames } from '../../store/index.ts'
import { type PassContext, remark } from '../context.ts'

const WORDS = {
  others: 'a folder of another user was left out',
  shared: 'a shared folder was left out',
} as const

/**
 * Says which folders the source shows that are not this mailbox's own. Gives back those that an earlier pass took all the
 * same: they are not gone only because nobody asks for them any more.
 */
export async function foreignFolders(context: PassContext, source: Session): Promise<string[]> {
  for (const whose of ['others', 'shared'] as const) {
    const count = source.leftOut[whose]
    // A round that begins anew does not count them twice.
    if (count > 0 && !context.remarks.has(WORDS[whose])) remark(context, WORDS[whose], count)
  }
  const known = await knownSourceNames(context.db, context.mailbox)
  return known.filter((name) => source.isForeign(name))
}
