/**
 * Speed of the ledger: rows a second written and confirmed, and with `--large` size and query times at 10 million
 * messages. Run: `node bench/ledger.ts [--large]`. Figures: docs/decisions/0002-ledger-tables.md.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  backup,
  type Database,
  insertChecks,
  insertCopies,
  insertMessages,
  knownMessages,
  knownTargets,
  lastKnown,
  mailboxId,
  openDatabase,
  planPage,
  restore,
  sourceFolder,
  startPass,
  tallies,
  targetFolder,
  uncheckedPage,
} from '../packages/core/src/store/index.ts'

const BATCH = 1_000
const TARGET = 40_000
const { values: options } = parseArgs({ options: { large: { type: 'boolean' }, rows: { type: 'string' } } })

interface Place {
  pass: number
  source: number
  target: number
}

async function makePlace(db: Database, name: string): Promise<Place> {
  const mailbox = await mailboxId(db.kysely, `${name}@old.example:993`, `${name}@new.example:993`)
  const pass = await startPass(db.kysely, mailbox, 'first', 1)
  const { id: source } = await sourceFolder(db.kysely, mailbox, 'INBOX', 1)
  const { id: target } = await targetFolder(db.kysely, mailbox, 'INBOX', 1)
  return { pass, source, target }
}

/** Rows like those of a real mailbox; the digest is what does not compress. */
const uidsFrom = (first: number) => Array.from({ length: BATCH }, (_, index) => first + index)
const FLAGS = ['', '\\Seen', '\\Answered \\Seen', '\\Flagged \\Seen']
const digests = Array.from({ length: BATCH }, () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))))

async function writeMessages(db: Database, { source }: Place, first: number): Promise<void> {
  const rows = uidsFrom(first).map((uid) => ({
    uid,
    size: 2_000 + ((uid * 7919) % 90_000),
    internalDate: 1_500_000_000 + uid * 37,
    flags: FLAGS[uid % 4]!,
  }))
  await insertMessages(db.kysely, source, rows)
}

async function confirm(db: Database, { source, target, pass }: Place, first: number): Promise<void> {
  const rows = uidsFrom(first)
  await db.kysely.transaction().execute(async (trx) => {
    await insertCopies(
      trx,
      source,
      rows.map((uid, index) => ({
        uid,
        targetFolderId: target,
        targetUid: uid + 500,
        passId: pass,
        recognised: false,
        digest: digests[index]!,
        flags: FLAGS[uid % 4]!,
      })),
    )
  })
}

async function check(db: Database, { source, pass }: Place, first: number): Promise<void> {
  const rows = uidsFrom(first).map((uid) => ({ uid, passId: pass, level: 2, rung: 1, changes: 0 }))
  await insertChecks(db.kysely, source, rows)
}

type Step = (db: Database, place: Place, first: number) => Promise<void>

async function rate(db: Database, places: Place[], rows: number, step: Step): Promise<number> {
  const started = performance.now()
  await Promise.all(
    places.map(async (place) => {
      for (let first = 1; first <= rows; first += BATCH) await step(db, place, first)
    }),
  )
  return Math.round((rows * places.length * 1_000) / (performance.now() - started))
}

async function measureRates(db: Database, rows: number): Promise<void> {
  for (const connections of [1, 2]) {
    const places: Place[] = []
    for (let index = 0; index < connections; index++) places.push(await makePlace(db, `rate-${connections}-${index}`))
    for (const [name, step] of [
      ['messages', writeMessages],
      ['copies', confirm],
      ['checks', check],
    ] as const) {
      const found = await rate(db, places, rows, step)
      const verdict = found >= TARGET ? '' : `  (below ${TARGET})`
      console.log(`${name.padEnd(10)} ${connections} connection(s): ${found} rows/s${verdict}`)
    }
  }
}

async function timed(name: string, times: number, query: (round: number) => Promise<unknown>): Promise<void> {
  const taken: number[] = []
  for (let round = 0; round < times; round++) {
    const started = performance.now()
    await query(round)
    taken.push(performance.now() - started)
  }
  taken.sort((a, b) => a - b)
  const at = (share: number) => (taken[Math.min(times - 1, Math.floor(times * share))] ?? 0).toFixed(1)
  console.log(`${name}: median ${at(0.5)} ms, slowest ${at(1)} ms (${times} times)`)
}

/** Ten folders of a million; the last is copied by half, as a pass that was cut would leave it. */
async function measureLarge(db: Database): Promise<void> {
  const million = 1_000_000
  const mailbox = await mailboxId(db.kysely, 'large@old.example:993', 'large@new.example:993')
  const pass = await startPass(db.kysely, mailbox, 'first', 1)
  const places: Place[] = []
  for (let index = 0; index < 10; index++) {
    const { id: source } = await sourceFolder(db.kysely, mailbox, `Archive ${index}`, 1)
    const { id: target } = await targetFolder(db.kysely, mailbox, `Archive ${index}`, 1)
    places.push({ pass, source, target })
  }
  const [half, whole] = [places.slice(-1), places.slice(0, -1)]
  for (const [name, step] of [
    ['messages', writeMessages],
    ['copies', confirm],
    ['checks', check],
  ] as const) {
    const started = performance.now()
    const queue = [...whole]
    const worker = async () => {
      for (let place = queue.shift(); place; place = queue.shift()) await rate(db, [place], million, step)
    }
    await Promise.all([worker(), worker(), rate(db, half, name === 'messages' ? million : million / 2, step)])
    const rows = name === 'messages' ? 10 * million : 9.5 * million
    console.log(`${name}: ${Math.round((rows * 1_000) / (performance.now() - started))} rows/s over ${rows} rows`)
  }
  await db.pool.query('vacuum analyze')
  const { rows: sizes } = await db.pool.query<{ name: string; table: number; indexes: number }>(`
    select relname as name, pg_table_size(oid) / 1048576 as table, pg_indexes_size(oid) / 1048576 as indexes
    from pg_class where relname in ('messages', 'copies', 'checks') order by relname`)
  for (const { name, table, indexes } of sizes) console.log(`${name}: ${table} MB and ${indexes} MB of indexes`)

  const at = (round: number) => places[round % 9]!
  const from = (round: number) => (round * 37_123) % million
  await timed('plan page of 1,000 in a copied folder', 50, (n) =>
    planPage(db.kysely, at(n).source, 'without-copy', from(n), 1_000),
  )
  await timed('first 1,000 without a copy in a folder copied by half', 20, () => missingCopies(db, half[0]!.source, 0))
  await timed('page of 1,000 without a copy, further on', 50, (n) =>
    missingCopies(db, half[0]!.source, 500_000 + ((n * 7_919) % 490_000)),
  )
  await timed('counts of a folder of a million', 5, (n) => tallies(db.kysely, [at(n).source], pass, 2))
  await timed('listing slice of 5,000, source', 50, (n) =>
    knownMessages(db.kysely, at(n).source, from(n), from(n) + 5_000),
  )
  await timed('listing slice of 5,000, target', 50, (n) =>
    knownTargets(db.kysely, at(n).target, from(n), from(n) + 5_000),
  )
  await timed('unchecked page of 200 in a checked folder', 5, (n) =>
    uncheckedPage(db.kysely, at(n).source, at(n).target, 2, 0, 200),
  )
  await db.pool.query('delete from checks where folder_id = $1', [places[0]!.source])
  await timed('unchecked page of 200 in an unchecked folder', 50, (n) =>
    uncheckedPage(db.kysely, places[0]!.source, places[0]!.target, 2, from(n), 200),
  )
  await timed('messages and copies of the mailbox', 3, () => lastKnown(db.kysely, mailbox))
  await measureBackup(db)
  await timed('delete of the mailbox', 1, () => db.pool.query('delete from mailboxes where id = $1', [mailbox]))
}

async function measureBackup(db: Database): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
  const other = await openDatabase({ dataDir: folder })
  try {
    const file = join(folder, 'ledger.backup')
    await timed('backup', 1, () => backup(db, file))
    console.log(`  a file of ${Math.round((await stat(file)).size / 1_048_576)} MB`)
    await timed('restore', 1, () => restore(other, file))
  } finally {
    await other.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function missingCopies(db: Database, folder: number, after: number): Promise<unknown> {
  return db.pool.query(
    `select m.uid from messages m
     where m.folder_id = $1 and m.uid > $2 and not m.gone
       and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid and c.uid > $2)
     order by m.uid limit 1000`,
    [folder, after],
  )
}

const dataDir = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
const db = await openDatabase({ dataDir })
try {
  if (options.large) await measureLarge(db)
  else await measureRates(db, Number(options.rows ?? 200_000))
} finally {
  await db.close()
  await rm(dataDir, { recursive: true, force: true })
}
