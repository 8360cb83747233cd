import { type Dovecot, type Meddler, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { sameMailAs, startMailServer } from '../testing/mail-server.ts'
import { sampled } from '../testing/sampled.ts'
import { COUNT, copyUnderFault, expectHealed, fill, impatient, interruptedBy } from '../testing/under-fault.ts'

type Side = 'source' | 'target'
const SIDES: Side[] = ['source', 'target']

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'goodbye' })
})

const through = (side: Side, meddler: Meddler, user: string) =>
  side === 'source' ? { from: meddler, to: server, user } : { from: server, to: meddler, user }

async function interrupted(user: string, side: Side, code: string, words: RegExp, meddling: Meddling): Promise<void> {
  fill(server, user)
  await using meddler = await startMeddler(server.port, meddling)
  const journey = through(side, meddler, user)
  await interruptedBy(impatient(journey), code, words)
  meddler.set({})
  await expectHealed(journey)
}

describe.concurrent('BYE', { timeout: 240_000 }, () => {
  it.each(sampled(SIDES, 1))('in place of the sign-in of the %s is quoted, and the next run is whole', async (side) => {
    await interrupted(`in-${side}`, side, 'connection-lost', /Down until six/, {
      fromClient: (line, connection) => {
        if (!/^\S+ (?:LOGIN|AUTHENTICATE)/.test(line)) return undefined
        connection.say('* BYE Down until six\r\n')
        connection.hangUp()
        return false
      },
    })
  })

  it.each(sampled(SIDES, 1))(
    'in mid-run and whenever it is tried again, at the %s, is quoted, and the next run is whole',
    async (side) => {
      let seen = 0
      await interrupted(`mid-${side}`, side, 'connection-lost', /Disconnected for maintenance/, {
        fromClient: (line, connection) => {
          if (!(side === 'source' ? /^\S+ UID FETCH .*BODY\.PEEK/ : /^\S+ APPEND/).test(line)) return undefined
          seen++
          connection.say('* BYE Disconnected for maintenance\r\n')
          connection.hangUp()
          return false
        },
      })
      expect(seen).toBeGreaterThan(1)
    },
  )

  it.each(sampled(SIDES, 1))('once, in mid-run, at the %s costs nothing: the run goes on by itself', async (side) => {
    const user = `once-${side}`
    fill(server, user)
    let said = false
    await using meddler = await startMeddler(server.port, {
      fromServer: (line, connection) => {
        if (said || !(side === 'source' ? /^\* 40 FETCH .*BODY/ : /^\S+ OK \[APPENDUID/).test(line)) return undefined
        said = true
        connection.say('* BYE Idle for too long\r\n')
        connection.hangUp()
        return ''
      },
    })
    const journey = through(side, meddler, user)
    expect((await copyUnderFault(0, impatient(journey))).messages).toMatchObject({ source: COUNT })
    expect(said).toBe(true)
    await expectHealed(journey)
  })
})

describe.concurrent('too many connections', { timeout: 240_000 }, () => {
  const ways: [how: string, meddling: (most: number) => Meddling][] = [
    [
      'NO at LOGIN',
      (most) => ({
        fromClient: (line, connection) => {
          const [, tag] = /^(\S+) (?:LOGIN|AUTHENTICATE)/.exec(line) ?? []
          if (tag === undefined || connection.number <= most) return undefined
          connection.say(`${tag} NO [UNAVAILABLE] Too many simultaneous connections\r\n`)
          return false
        },
      }),
    ],
    [
      'BYE in the greeting',
      (most) => ({
        onConnect: (connection) => {
          if (connection.number <= most) return true
          connection.say('* BYE Too many connections from your IP\r\n')
          connection.hangUp()
          return false
        },
      }),
    ],
  ]
  // Each way, each number and each side twice.
  const cases = ways.flatMap(([how, meddling], way) =>
    SIDES.map((side, index) => [how, way === index ? 1 : 2, side, meddling] as const),
  )
  it.each(sampled(cases, 2))(
    'said by %s from beyond %i at the %s: the pass goes on with those it has',
    async (how, most, side, meddling) => {
      const user = `${how.split(' ')[0] ?? ''}-${most}-${side}`
      fill(server, user)
      await using meddler = await startMeddler(server.port, meddling(most))
      const journey = through(side, meddler, user)
      const report = await copyUnderFault(0, [...impatient(journey), '--connections', '4'])
      expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
      await expectHealed({ ...journey, [side === 'source' ? 'from' : 'to']: server })
    },
  )

  it.each(sampled(ways, 1))(
    'said by %s to the first one is quoted, and the next run is whole',
    async (how, meddling) => {
      const code = how === 'NO at LOGIN' ? 'sign-in-later' : 'connection-lost'
      await interrupted(`first-${code}`, 'target', code, /Too many/, meddling(0))
    },
  )

  it('as a Dovecot counts them: the pass goes on with those it has', async () => {
    const strict = await startMailServer({
      name: 'strict',
      extraConf: `${sameMailAs(server)}mail_max_userip_connections = 1\n`,
    })
    fill(server, 'strict')
    const journey = { from: server, to: strict, user: 'strict' }
    const report = await copyUnderFault(0, [...impatient(journey), '--connections', '4'])
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
    expect(strict.logText()).toMatch(/Maximum number of connections/)
    await expectHealed({ ...journey, to: server })
  })
})
