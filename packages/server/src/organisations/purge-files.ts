import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { filesFolder } from '../files/folder.ts'

/** Where the messages are kept that targets refused of an organisation. */
export const refusedFolder = (dataDir: string, organisation: string): string => join(dataDir, 'refused', organisation)

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Removes from this machine's data folder what was kept of organisations that this database says were purged; how many
 * files. What belongs to another database, or to none, stays.
 */
export async function removePurgedFiles(db: LedgerDb, dataDir: string): Promise<number> {
  const names = await Promise.all(['refused', 'files'].map((kind) => readdir(join(dataDir, kind)).catch(unlessAbsent)))
  const there = [...new Set(names.flat())].filter((name) => UUID.test(name))
  if (there.length === 0) return 0
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from audit_log
    where organisation_id is null and action = 'organisation.purged' and subject_id = any(${there})`.execute(db)
  let files = 0
  for (const { id } of rows) {
    for (const folder of [refusedFolder(dataDir, id), filesFolder(dataDir, id)]) {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(unlessAbsent)
      files += found.filter((one) => one.isFile()).length
      await rm(folder, { recursive: true, force: true })
    }
  }
  return files
}

function unlessAbsent(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
  throw error
}
