import { sql } from 'kysely'
import { expect } from 'vitest'
import {
  type Found,
  type Needles,
  needlesOf,
  searchBytes,
  searchCommandLines,
  searchDatabase,
  searchFolder,
} from './search.ts'
import { type StoryOptions, tellStory } from './story.ts'

const shown = (found: readonly Found[]) => found.map(({ secret, where, form }) => `${secret} in ${where} (${form})`)

/** What came of it, in words. Tells the story, looks for every secret everywhere, purges the organisation, and looks for every word of it. */
export async function checkStory(options: StoryOptions): Promise<string> {
  const story = await tellStory(options)
  let stopped = false
  try {
    const needles = needlesOf(story.planted)
    expect(story.planted.size).toBeGreaterThanOrEqual(60)
    const counts = Object.groupBy(story.statuses, (one) => one.replace('exceptions', 'green'))
    expect(Object.fromEntries(Object.entries(counts).map(([one, all]) => [one, all?.length]))).toEqual({
      green: 7,
      'interrupted credential-missing': 1,
      'interrupted administrator-refused': 1,
      'interrupted sign-in-refused': 3,
      'interrupted consent-ended': 1,
      'interrupted oauth-client-refused': 1,
      'interrupted token-refused': 1,
      'interrupted oauth-settings': 1,
      'interrupted proxy-sign-in': 1,
    })
    expect(story.keptFiles()).toBeGreaterThanOrEqual(7)

    const { kysely } = story.database
    await sql`checkpoint`.execute(kysely)
    const everywhere = async (needles: Needles) => {
      const database = await searchDatabase(needles, kysely)
      const files = await Promise.all(story.folders.map((folder) => searchFolder(needles, folder)))
      return {
        found: [...database.found, ...files.flatMap(({ found }) => found), ...(await searchCommandLines(needles))],
        tables: database.tables,
        rows: database.rows,
        files: files.reduce((sum, one) => sum + one.files, 0),
      }
    }
    // In one go with the words of the organisation, which are there until it is purged.
    const words = needlesOf(story.personal)
    const before = await everywhere([...needles, ...words])
    expect(shown(before.found.filter(({ secret }) => story.planted.has(secret)))).toEqual([])
    const there = new Set(before.found.map(({ secret }) => secret))
    for (const one of story.personal.keys()) expect(there.has(one), one).toBe(true)
    expect(before.tables).toBeGreaterThan(40)
    expect(before.rows).toBeGreaterThan(options.messages)

    // The same search finds one that is there: in the table, and in the table's file and its log.
    const [name = '', text = ''] = [...story.planted][5] ?? []
    await sql`insert into host_settings (name, value) values ('canary', to_jsonb(${text}::text))`.execute(kysely)
    await sql`checkpoint`.execute(kysely)
    const bitten = (await everywhere(needles.filter(({ secret }) => secret === name))).found
    expect(bitten.some(({ where }) => where === 'public.host_settings')).toBe(true)
    expect(bitten.some(({ where }) => /\/base\/\d+\/\d+$/.test(where))).toBe(true)
    await sql`delete from host_settings where name = 'canary'`.execute(kysely)

    // Of the organisation there was much, and there is nothing after its purge.
    const { later, erased } = await story.purge()
    expect(later).toEqual([])
    expect(erased['mailboxes']).toBeGreaterThanOrEqual(8)
    expect(erased['users']).toBe(1)
    // The second worker's folder is its own to clear.
    await expect.poll(() => story.keptFiles(), { timeout: 120_000, interval: 500 }).toBe(0)
    await sql`checkpoint`.execute(kysely)
    expect(shown((await searchDatabase(words, kysely)).found)).toEqual([])
    const after = await Promise.all(story.folders.map((folder) => searchFolder(words, folder)))
    expect(shown(after.flatMap(({ found }) => found))).toEqual([])

    await story.stop()
    stopped = true
    const answers = story.told.flatMap(({ where, text: said }) => searchBytes(needles, where, Buffer.from(said)))
    expect(shown(answers)).toEqual([])
    const logs = story.told.filter(({ where }) => where.startsWith('log '))
    const inLogs = logs.flatMap(({ where, text: said }) => searchBytes(words, where, Buffer.from(said)))
    expect(logs.every(({ text: said }) => said.length > 200)).toBe(true)
    expect(shown(inLogs)).toEqual([])
    return (
      `${story.planted.size} secrets: 0 found in ${before.rows} rows of ${before.tables} tables, ${before.files} files, ` +
      `${story.told.length} answers, logs, letters and deliveries`
    )
  } finally {
    if (!stopped) await story.stop()
  }
}
