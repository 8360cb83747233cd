/**
 * A process that changes the master key of a database, to be killed in its middle. Arguments: the database's URL, the
 * rows of a batch. The two keys are the lines of its standard input. Says `batch N` after each batch.
 */
import { text } from 'node:stream/consumers'
import { openDatabase } from '../../database.ts'
import { parseMasterKeys } from '../master-key.ts'
import { rotate } from '../rotate.ts'

const [url, batch] = process.argv.slice(2)
const keys = parseMasterKeys(await text(process.stdin), 'standard input')
const [from, to] = keys.ids.map((id) => keys.find(id))
if (!url || !from || !to) throw new Error('a URL and two keys are wanted')
const db = await openDatabase({ url })
let round = 0
const rotation = await rotate(db.kysely, from, to, {
  batch: Number(batch),
  onBatch: () => void process.stdout.write(`batch ${++round}\n`),
})
process.stdout.write(`${JSON.stringify(rotation)}\n`)
await db.close()
