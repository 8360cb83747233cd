import type { Database, LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Logger } from 'pino'

/*
 * PostgreSQL leaves deleted rows in a table's file until something else is written there, the values that are frequent
 * in a column in its statistics, and both in its write-ahead log. So tables are written anew after a purge, which keeps
 * everybody else from the table meanwhile. docs/security.md, “Erasing”.
 */

/** How long a table is waited for. Who works on it now goes first, and it is tried again. */
const WAIT = '5s'
const TRIES = 3

/** Every table, the smallest first: what is deleted of one organisation stands beside what is not of others. */
export async function tablesOf(db: LedgerDb): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'caravan_queue') order by pg_table_size(c.oid)`.execute(db)
  return rows.map(({ name }) => name)
}

const NOTED = 'to-rewrite'

/** Notes tables that are to be written anew, beside those that are noted already. */
export async function noteTables(trx: LedgerDb, tables: readonly string[]): Promise<void> {
  await sql`
    insert into host_settings (name, value) values (${NOTED}, ${JSON.stringify(tables)}::jsonb)
    on conflict (name) do update set value = (
      select jsonb_agg(distinct t) from jsonb_array_elements(host_settings.value || excluded.value) as t)`.execute(trx)
}

/** Writes what is noted anew, or these of it; what was in use all the time stays noted. Returns what is left of these. */
export async function rewriteNoted(
  database: Database,
  these: readonly string[] | undefined,
  log: Logger,
): Promise<string[]> {
  const tables = these ?? (await notedIn(database.kysely))
  if (tables.length === 0) return []
  const left = await rewriteTables(database, tables, log)
  const done = tables.filter((table) => !left.includes(table))
  await sql`
    update host_settings set value = (
      select coalesce(jsonb_agg(t), '[]') from jsonb_array_elements_text(value) as t where t <> all(${done}))
    where name = ${NOTED}`.execute(database.kysely)
  await sql`delete from host_settings where name = ${NOTED} and value = '[]'`.execute(database.kysely)
  return left
}

async function notedIn(db: LedgerDb): Promise<string[]> {
  const { rows } = await sql<{ value: string[] }>`select value from host_settings where name = ${NOTED}`.execute(db)
  return rows[0]?.value ?? []
}

/**
 * Writes tables anew, so that nothing of deleted rows is left in their files and statistics, and lets go of the
 * write-ahead log where the database allows it. Returns the tables that were in use all the time, to be tried again.
 */
async function rewriteTables(database: Database, tables: readonly string[], log: Logger): Promise<string[]> {
  const left: string[] = []
  await database.kysely.connection().execute(async (db) => {
    await sql`select set_config('lock_timeout', ${WAIT}, false)`.execute(db)
    try {
      for (const table of [...tables, 'pg_catalog.pg_statistic']) {
        const done = await rewritten(db, table, log)
        if (!done && table !== 'pg_catalog.pg_statistic') left.push(table)
      }
      await letGoOfLog(db, log)
    } finally {
      await sql`reset lock_timeout`.execute(db)
    }
  })
  return left
}

async function rewritten(db: LedgerDb, table: string, log: Logger): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++)
    try {
      await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(db)
      await forgetStatistics(db, table)
      return true
    } catch (error) {
      log.warn({ err: error, table }, 'a table could not be written anew after a purge')
    }
  return false
}

/** ANALYZE leaves the statistics of a table, and of what its indexes compute, as they were where it has become empty. */
async function forgetStatistics(db: LedgerDb, table: string): Promise<void> {
  await sql`
    do $do$ begin
      if to_regprocedure('pg_clear_attribute_stats(text, text, text, boolean)') is not null then
        perform pg_clear_attribute_stats(schemaname, tablename, attname, inherited) from pg_stats
        where (schemaname, tablename) in (
            select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.oid = to_regclass(${sql.lit(table)}) or c.oid in (
              select indexrelid from pg_index where indrelid = to_regclass(${sql.lit(table)})))
          and not exists (select from pg_class c where c.oid = to_regclass(${sql.lit(table)}) and c.reltuples > 0);
      end if;
    end $do$`.execute(db)
}

/** The segments before a checkpoint are not kept; a server that is not ours may forbid it, and does it in its own time. */
async function letGoOfLog(db: LedgerDb, log: Logger): Promise<void> {
  try {
    await sql`checkpoint`.execute(db)
    await sql`select pg_switch_wal()`.execute(db)
    await sql`checkpoint`.execute(db)
  } catch (error) {
    log.info({ err: error }, 'the write-ahead log is left to the database server')
  }
}
