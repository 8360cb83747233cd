import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { type Database, type OpenOptions, openDatabase } from '../database.ts'
import { startEmbedded } from '../launcher/index.ts'
import { fillDataFolder } from './cluster.ts'

/** One embedded server for a test file, and as many databases on it as its tests want. */
export interface TestServer {
  /** A new database without tables, as the URL of a PostgreSQL server. */
  url(): Promise<string>
  /** A new migrated database; closed with the server. */
  database(options?: OpenOptions): Promise<Database>
  stop(): Promise<void>
}

export async function startTestServer(): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caravan-test-'))
  await fillDataFolder(dataDir)
  const server = await startEmbedded({ dataDir })
  const opened: Database[] = []
  const url = async () => {
    const name = `test_${randomBytes(6).toString('hex')}`
    const client = new Client({ host: server.socketDir, user: server.user, database: server.database })
    await client.connect()
    await client.query(`create database ${name} strategy file_copy`)
    await client.end()
    return `postgresql:///${name}?host=${encodeURIComponent(server.socketDir)}&user=${server.user}`
  }
  return {
    url,
    database: async (options = {}) => {
      const database = await openDatabase({ url: await url(), ...options })
      opened.push(database)
      return database
    },
    stop: async () => {
      await Promise.all(opened.map((database) => database.close()))
      await server.release()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
