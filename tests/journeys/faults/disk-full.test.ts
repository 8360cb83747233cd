import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@caravan/core/store'
import { type Dovecot, type Meddler, startMeddler, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from '../testing/caravan.ts'
import { letter, letters } from '../testing/letters.ts'
import { between, startMailServer } from '../testing/mail-server.ts'
import { expectSame } from '../testing/reader.ts'
import { expectError } from '../testing/report.ts'
import { noSmallDisk, type SmallDisk, smallDisk } from '../testing/small-disk.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'disk' })
})

/** Fills the disk when the first letter is sent. */
const filledOnTheWay = (disk: SmallDisk): Promise<Meddler> =>
  startMeddler(server.port, {
    fromClient: (line) => {
      if (/^\S+ APPEND/.test(line)) disk.fill()
      return undefined
    },
  })

/** Takes all room and has the database begin new pieces of its write-ahead log until it falls. */
async function fillLog(disk: SmallDisk, socket: string): Promise<void> {
  const database = await openDatabase({ url: `postgres://caravan@/caravan?host=${encodeURIComponent(socket)}` })
  disk.fill()
  try {
    for (let pieces = 0; pieces < 10; pieces++) {
      await database.pool.query(`select pg_logical_emit_message(true, 'more', repeat('x', 1000))`)
      await database.pool.query('select pg_switch_wal()')
    }
  } catch {
    // It has fallen.
  }
  await database.close()
}

describe.skipIf(noSmallDisk)(
  `a full disk (${noSmallDisk ?? 'made and unmade for the test'})`,
  { timeout: 240_000 },
  () => {
    const COUNT = 600

    it('under the database interrupts a run in the words of the database, loses nothing, and the next run is whole', async () => {
      using disk = await smallDisk(300)
      writeMaildir(server.mailDir('anna'), 'INBOX', letters(COUNT, 'anna'))
      await using meddler = await filledOnTheWay(disk)
      const args = [...between(server, 'anna', meddler, 'anna-new'), '--data', join(disk.path, 'data')]
      const report = await copy(5, args, { within: disk.within })
      expect(report.status).toBe('interrupted')
      expectError(report.error, 'database-disk-full', /No space left on device/)

      const still = await copy(5, args, { within: disk.within })
      expectError(still.error, 'database-disk-full', /No space left on device|disk is full/)
      const forPeople = await caravan(['copy', ...args], { within: disk.within })
      expect(forPeople.status).toBe(5)
      expect(forPeople.stderr).toMatch(/disk of .* is full[^]*the server said: [^]*next: Make room on that disk/)
      expect(forPeople.stderr).not.toMatch(/^\s+at /m)

      disk.clear()
      meddler.set({})
      const rest = await copy(0, args, { within: disk.within })
      expect(rest.messages).toMatchObject({ source: COUNT })
      expect(rest.messages.present).toBeGreaterThanOrEqual(report.messages.copied)
      await expectSame(server, 'anna', meddler, 'anna-new')
    })

    it('under the log of the database, which falls with it, interrupts, and the next run is whole', async () => {
      using disk = await smallDisk(300)
      writeMaildir(server.mailDir('emil'), 'INBOX', letters(COUNT, 'emil'))
      const data = join(disk.path, 'data')
      let fallen: Promise<void> | undefined
      await using meddler = await startMeddler(server.port, {
        fromClient: (line) => {
          if (/^\S+ APPEND/.test(line)) fallen ??= fillLog(disk, join(disk.seenFrom, 'data/postgresql/socket'))
          return undefined
        },
      })
      const args = [...between(server, 'emil', meddler, 'emil-new'), '--data', data]
      const report = await copy(5, args, { within: disk.within })
      await fallen
      // The command may have found no room in a table just before the log took the database down.
      expectError(report.error, 'database-disk-full', /No space left on device/)

      disk.clear()
      meddler.set({})
      const rest = await copy(0, args, { within: disk.within })
      expect(rest.messages).toMatchObject({ source: COUNT })
      await expectSame(server, 'emil', meddler, 'emil-new')
    })

    it('where the database shall be made is said, and with room it is made', async () => {
      using disk = await smallDisk(20)
      writeMaildir(server.mailDir('berta'), 'INBOX', letters(3, 'berta'))
      const args = [...between(server, 'berta', server, 'berta-new'), '--data', join(disk.path, 'data')]
      const report = await copy(5, args, { within: disk.within })
      expectError(report.error, 'database-not-made', /No space left on device|Check free disk space/)
      disk.resize(300)
      await copy(0, args, { within: disk.within })
      await expectSame(server, 'berta', server, 'berta-new')
    })

    it('under the report leaves the report on the screen and no half file, and with room it is written', async () => {
      using disk = await smallDisk(2)
      writeMaildir(server.mailDir('clara'), 'INBOX', letters(3, 'clara'))
      await using meddler = await filledOnTheWay(disk)
      const args = [...between(server, 'clara', meddler, 'clara-new'), '--report', join(disk.path, 'clara.json')]
      const ran = await caravan(['copy', ...args, '--json'], { within: disk.within })
      expect(ran.status).toBe(5)
      expect(JSON.parse(ran.stdout.split('\n')[0] ?? '')).toMatchObject({ status: 'green', messages: { copied: 3 } })
      expect(ran.stderr).toMatch(/report cannot be written to .*clara\.json \(ENOSPC\)[^]*next: What is in it is done/)
      expect(readdirSync(disk.seenFrom)).toEqual(['filling'])

      disk.clear()
      meddler.set({})
      await copy(0, args, { within: disk.within })
      expect(JSON.parse(readFileSync(join(disk.seenFrom, 'clara.json'), 'utf8'))).toMatchObject({ status: 'green' })
      await expectSame(server, 'clara', meddler, 'clara-new')
    })

    it('under the refused messages interrupts, and with room the run lists them and keeps their bytes', async () => {
      using disk = await smallDisk(2)
      const narrow = await startMailServer({ name: 'narrow', maxMailSize: 100_000 })
      const large = letter('dora-large', { size: 3_000_000 })
      const medium = letter('dora-medium', { size: 500_000 })
      writeMaildir(server.mailDir('dora'), 'INBOX', [...letters(3, 'dora'), large, medium])
      const args = [...between(server, 'dora', narrow), '--keep-refused', join(disk.path, 'kept')]
      const report = await copy(5, args, { within: disk.within })
      expectError(report.error, 'keep-refused-failed', null)
      expect(report.error?.message).toMatch(/ENOSPC/)
      expect(readdirSync(join(disk.seenFrom, 'kept')).filter((name) => name.endsWith('.part'))).toEqual([])
      disk.resize(20)
      const rest = await copy(3, args, { within: disk.within })
      expect(rest.messages).toMatchObject({ source: 5, refused: 2 })
      expect(
        rest.exceptions.map(({ rawFile }) => readFileSync(rawFile?.replace(disk.path, disk.seenFrom) ?? '')),
      ).toEqual(expect.arrayContaining([large.raw, medium.raw]))
    })
  },
)
