/**
 * A process that uses a data folder: prints `in <postmaster's socket folder>` when it is in, then obeys lines:
 * `leave` leaves in order, `fail` ends by an uncaught error. Arguments: the data folder.
 */
import { createInterface } from 'node:readline'
import { CaravanError } from '../../../model/errors.ts'
import { startEmbedded } from '../index.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const server = await startEmbedded({ dataDir: process.argv[2] ?? '' })
  say(`in ${server.socketDir}`)
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'fail') throw new Error('as asked')
    await server.release()
    say('left')
    break
  }
} catch (error) {
  if (!(error instanceof CaravanError)) throw error
  say(`error ${error.code}`)
}
