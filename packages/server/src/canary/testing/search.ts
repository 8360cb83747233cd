import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'

/** Where a secret was found, and how it was written there. */
export interface Found {
  readonly secret: string
  readonly where: string
  readonly form: string
}

/** What is looked for: every way in which a text may be written, of every planted one. */
export type Needles = readonly { readonly secret: string; readonly form: string; readonly bytes: Buffer }[]

/** @param planted texts by their names */
export function needlesOf(planted: ReadonlyMap<string, string>): Needles {
  return [...planted].flatMap(([secret, text]) => {
    const forms = new Map<string, Buffer>()
    const add = (form: string, value: string | Buffer) => {
      const bytes = Buffer.from(value as string)
      if (![...forms.values()].some((one) => one.equals(bytes))) forms.set(form, bytes)
    }
    const bytes = Buffer.from(text)
    add('plain', text)
    add('JSON', JSON.stringify(text).slice(1, -1))
    add('JSON in JSON', JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1))
    add('URL', encodeURIComponent(text))
    add('form', new URLSearchParams({ x: text }).toString().slice(2))
    add('XML', text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'))
    add('CSV', text.replaceAll('"', '""'))
    add('hex', bytes.toString('hex'))
    add('HEX', bytes.toString('hex').toUpperCase())
    add('UTF-16', Buffer.from(text, 'utf16le'))
    for (const at of [0, 1, 2])
      for (const alphabet of ['base64', 'base64url'] as const)
        add(`${alphabet} +${at}`, insideBase64(bytes, at, alphabet))
    return [...forms].map(([form, value]) => ({ secret, form, bytes: value }))
  })
}

/** What bytes are within the base64 of a longer text, in which they begin so many octets behind a multiple of three. */
function insideBase64(bytes: Buffer, at: number, alphabet: 'base64' | 'base64url'): string {
  const whole = Buffer.concat([Buffer.alloc(at), bytes, Buffer.alloc(3)]).toString(alphabet)
  return whole.slice(Math.ceil((at * 8) / 6), Math.floor(((at + bytes.length) * 8) / 6))
}

/** The needles by their first four octets, and which of these may be met at all: one look at each place of a file. */
interface Index {
  readonly may: Uint8Array
  readonly by: ReadonlyMap<number, Needles>
}
const indexes = new WeakMap<Needles, Index>()

function indexOf(needles: Needles): Index {
  const known = indexes.get(needles)
  if (known !== undefined) return known
  const may = new Uint8Array(0x10000)
  const by = new Map<number, Needles>()
  for (const one of needles) {
    const head = one.bytes.readUInt32BE(0)
    may[folded(head)] = 1
    by.set(head, [...(by.get(head) ?? []), one])
  }
  indexes.set(needles, { may, by })
  return { may, by }
}

const folded = (head: number): number => ((head >>> 16) ^ head) & 0xffff

/** Looks for all of them in some bytes. */
export function searchBytes(needles: Needles, where: string, bytes: Buffer): Found[] {
  const { may, by } = indexOf(needles)
  const found = new Set<Needles[number]>()
  let head = 0
  for (let at = 0; at < bytes.length; at++) {
    head = ((head << 8) | (bytes[at] ?? 0)) >>> 0
    if (at < 3 || may[folded(head)] !== 1) continue
    for (const one of by.get(head) ?? [])
      if (bytes.subarray(at - 3, at - 3 + one.bytes.length).equals(one.bytes)) found.add(one)
  }
  return [...found].map(({ secret, form }) => ({ secret, form, where }))
}

/** Looks through every file below a folder. */
export async function searchFolder(needles: Needles, folder: string): Promise<{ found: Found[]; files: number }> {
  const found: Found[] = []
  let files = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    files++
    found.push(...(await searchFile(needles, join(entry.parentPath, entry.name))))
  }
  return { found, files }
}

const BLOCK = 8 * 1024 * 1024

/** In blocks that overlap by the longest needle. A file that goes away meanwhile holds nothing. */
async function searchFile(needles: Needles, file: string): Promise<Found[]> {
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length))
  const found = new Map<string, Found>()
  let rest = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: BLOCK }) as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([rest, chunk])
      for (const one of searchBytes(needles, file, bytes)) found.set(`${one.secret} ${one.form}`, one)
      rest = bytes.subarray(-overlap)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return [...found.values()]
}

/** Looks through every row of every table of every schema, and what the statistics know of them. */
export async function searchDatabase(
  needles: Needles,
  db: LedgerDb,
): Promise<{ found: Found[]; tables: number; rows: number }> {
  const { rows: tables } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`.execute(db)
  const found: Found[] = []
  let count = 0
  const look = async (name: string, from = sql`${sql.table(name)}`) => {
    // A row's own text would double quotes and backslashes, and hide what has them.
    const { rows } = await sql<{ text: string }>`select to_jsonb(t)::text as text from ${from} t`.execute(db)
    count += rows.length
    found.push(...searchBytes(needles, name, Buffer.from(rows.map(({ text }) => text).join('\n'))))
  }
  for (const { name } of tables) await look(name)
  await look('pg_stats', sql`(select tablename, attname, most_common_vals::text, histogram_bounds::text from pg_stats)`)
  await look('pg_stat_activity', sql`(select query from pg_stat_activity)`)
  await look('pg_prepared_statements', sql`(select statement from pg_prepared_statements)`)
  return { found, tables: tables.length, rows: count }
}

/** Looks at how processes were called: whoever is on the machine sees that. */
export async function searchCommandLines(needles: Needles): Promise<Found[]> {
  const found: Found[] = []
  for (const pid of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const line = await readFile(`/proc/${pid}/cmdline`).catch(() => Buffer.alloc(0))
    found.push(...searchBytes(needles, `command line of ${pid}`, line))
  }
  return found
}
