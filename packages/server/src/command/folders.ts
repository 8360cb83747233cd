import { type FolderMapping, LABELS_SAID, planFolders, type Rules } from '@caravan/core/engine'
import type { Endpoint } from '@caravan/core/services'
import { cut, padEnd, plain, plural } from '../render/format.ts'
import { renderMapping } from '../render/mapping.ts'
import { mailboxAt } from './account.ts'
import { type CommandLine, rulesOf } from './options.ts'
import type { Streams } from './streams.ts'

/** `caravan folders`: which folder would go where, and why. Changes nothing. */
export async function folders({ values }: CommandLine, streams: Streams): Promise<number> {
  const rules = rulesOf(values)
  const source = await mailboxAt('from', values)
  const target = await mailboxAt('to', values)
  const plan = await planBetween(source, target, rules)
  const excluded = plan.excluded.map((folder) => folder.path.join('/'))
  if (values.json === true) {
    streams.out.write(
      `${JSON.stringify({ folders: plan.mappings.map(asJson), excluded, leftOut: plan.leftOut, labels: plan.labels ?? null })}\n`,
    )
    return 0
  }
  for (const mapping of plan.mappings) streams.out.write(`${renderMapping(mapping)}\n`)
  for (const name of excluded) streams.out.write(`  ${padEnd(cut(plain(name), 39), 40)}  left out\n`)
  if (plan.labels !== undefined) streams.out.write(`  ${LABELS_SAID[plan.labels]}\n`)
  const { others, shared } = plan.leftOut
  if (others + shared > 0)
    streams.out.write(
      `  ${plural(others, 'folder')} of other users and ${plural(shared, 'shared folder')} left out: --shared takes them\n`,
    )
  return 0
}

/** Closes what was opened also where the other side lets nobody in: an open session keeps the command from ending. */
async function planBetween(source: Endpoint, target: Endpoint, rules: Rules): ReturnType<typeof planFolders> {
  const from = await source.connect()
  try {
    const to = await target.connect()
    try {
      return await planFolders(from, to, rules)
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

const asJson = ({ source, targetPath, exists, why, reason }: FolderMapping): object => ({
  from: source.path.join('/'),
  to: targetPath.join('/'),
  exists,
  why,
  reason: reason ?? null,
})
