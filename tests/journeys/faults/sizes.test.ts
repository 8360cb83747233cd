import { type Dovecot, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { startMailServer } from '../testing/mail-server.ts'
import { temporaryFolder } from '../testing/temporary.ts'
import { COUNT, copyUnderFault, expectHealed, fill, impatient } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'sizes' })
})

/** What a server may say of a size; each letter meets another one. */
const LIES: ((size: number) => number)[] = [
  () => 0,
  (size) => size - 1,
  (size) => size * 2,
  () => 4_294_967_295,
  () => 4_294_967_296,
  () => 99_999_999_999_999,
]

const lying: NonNullable<Meddling['fromServer']> = (line) =>
  line.replace(/^(\* (\d+) FETCH .*RFC822\.SIZE )(\d+)/, (_all, before: string, number: string, size: string) => {
    const lie = LIES[Number(number) % LIES.length]
    return `${before}${lie?.(Number(size)) ?? size}`
  })

/** Offers to take messages up to this size only; it takes larger ones too. */
const limited =
  (octets: number): NonNullable<Meddling['fromServer']> =>
  (line) =>
    line.replace(/\bMULTIAPPEND\b/, `MULTIAPPEND APPENDLIMIT=${octets}`)

describe.concurrent('a RFC822.SIZE that lies (nothing, too small, too large, 4 GB and more)', {
  timeout: 240_000,
}, () => {
  it('at the source costs no letter, also where the target has a limit', async () => {
    fill(server, 'source')
    await using liar = await startMeddler(server.port, { fromServer: lying })
    await using target = await startMeddler(server.port, { fromServer: limited(2_100_000) })
    const journey = { from: liar, to: target, user: 'source' }
    const report = await copyUnderFault(0, impatient(journey))
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT, refused: 0 })
    expect((await copyUnderFault(0, impatient(journey))).messages).toMatchObject({ copied: 0, present: COUNT })
    liar.set({})
    await expectHealed(journey)
  })

  it('at the target has nothing sent twice, also where the ledger is lost', async () => {
    fill(server, 'target')
    await using liar = await startMeddler(server.port, { fromServer: lying })
    const journey = { from: server, to: liar, user: 'target' }
    expect((await copyUnderFault(0, impatient(journey))).messages).toMatchObject({ source: COUNT, copied: COUNT })
    const lost = await copyUnderFault(0, [...impatient(journey), '--data', temporaryFolder('lost')])
    expect(lost.messages).toMatchObject({ copied: 0, present: COUNT })
    liar.set({})
    await expectHealed(journey)
  })
})

describe('APPENDLIMIT', () => {
  it('is held against the letter itself: one that is larger is not sent, however small it is said to be', async () => {
    fill(server, 'limited')
    await using liar = await startMeddler(server.port, {
      fromServer: (line) => line.replace(/RFC822\.SIZE \d+/, 'RFC822.SIZE 10'),
    })
    let appended = 0
    await using target = await startMeddler(server.port, {
      fromServer: limited(1_000_000),
      fromClient: (line) => {
        if (/\{[12]\d{6}\+?\}$/.test(line)) appended++
        return undefined
      },
    })
    const journey = { from: liar, to: target, user: 'limited' }
    const report = await copyUnderFault(3, impatient(journey))
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT - 1, refused: 1 })
    expect(report.exceptions).toMatchObject([
      { uid: 61, code: 'message-too-large', size: 2_000_000, serverReply: 'APPENDLIMIT=1000000' },
    ])
    expect(appended).toBe(0)
    target.set({})
    await expectHealed(journey)
  })
})
