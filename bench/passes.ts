/**
 * Passes over many mailboxes at once in one process, as a worker of the server runs them; what bench/many.ts and
 * bench/memory.ts measure.
 *
 *   node bench/passes.ts --from 1143 --to 1144 --users u0,u1 --data folder
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { EVERYTHING, runPass } from '@caravan/core/engine'
import { ImapEndpoint } from '@caravan/core/services'
import { type Database, openDatabase } from '@caravan/core/store'

export interface Passes {
  readonly database: Database
  /** Ports of the two servers. */
  readonly from: number
  readonly to: number
  /** Who is copied, whose mailbox it goes to, and where the old one is reached another way. */
  readonly users: readonly (readonly [user: string, home: string, from?: number])[]
  readonly connections: number
  /** For refused messages. */
  readonly folder: string
}

/** Begins all at the same moment; seconds until each was copied, until each was through, and until all were. */
export async function passes({ database, from, to, users, connections, folder }: Passes) {
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  const copied: number[] = []
  const through: number[] = []
  await Promise.all(
    users.map(async ([user, home, own = from], index) => {
      const report = await runPass({
        db: database.kysely,
        source: mailbox(own, user),
        target: mailbox(to, home),
        rules: EVERYTHING,
        verify: 'content',
        connections,
        dryRun: false,
        keepRefused: join(folder, 'refused'),
        accept: { shrunkenSource: false, removedCopies: 'ask' },
        onProgress: ({ step }) => {
          if (step === 'verify-begins') copied.push(since())
        },
      })
      if (report.status !== 'green')
        throw new Error(`${user}: ${report.status}: ${report.error?.message ?? 'see its report'}`)
      through[index] = since()
    }),
  )
  return { copied, through, whole: since() }
}

/** As many connections as the server gives itself for so many passes. */
export const databaseFor = (dataDir: string, mailboxes: number): Promise<Database> =>
  openDatabase({ dataDir, connections: Math.min(100, 6 + 4 * mailboxes) })

function mailbox(port: number, user: string): ImapEndpoint {
  const credentials = { kind: 'password', user, password: 'pw' } as const
  return new ImapEndpoint({ host: '127.0.0.1', port, tls: 'none', user, credentials })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '' },
      to: { type: 'string', default: '' },
      users: { type: 'string', default: '' },
      data: { type: 'string', default: '' },
    },
  })
  const users = values.users.split(',').map((user) => [user, user] as const)
  const database = await databaseFor(values.data, users.length)
  const [from, to, folder] = [Number(values.from), Number(values.to), values.data]
  await passes({ database, from, to, users, connections: 2, folder })
  await database.close()
}
