import { type Dovecot, type MeddledConnection, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { startMailServer } from '../testing/mail-server.ts'
import { expectSame } from '../testing/reader.ts'
import { sampled } from '../testing/sampled.ts'
import { COUNT, copyUnderFault, expectHealed, fill, impatient, interruptedBy } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'slow' })
})

type Side = 'source' | 'target'
const SIDES: Side[] = ['source', 'target']

/** A run over a faulty line to one side, that names the silence; then one over the same line, mended. */
async function journey(user: string, side: Side, code: string, meddling: Meddling): Promise<void> {
  fill(server, user)
  await using meddler = await startMeddler(server.port, meddling)
  const through = side === 'source' ? { from: meddler, to: server, user } : { from: server, to: meddler, user }
  await interruptedBy(impatient(through), code, null)
  meddler.set({})
  await expectHealed(through)
}

/** The letter at which the source always falls silent is listed, the others arrive. */
async function costsALetter(user: string, meddling: Meddling): Promise<void> {
  fill(server, user)
  await using meddler = await startMeddler(server.port, meddling)
  const through = { from: meddler, to: server, user }
  const report = await copyUnderFault(3, impatient(through))
  expect(report.messages).toMatchObject({ copied: COUNT - 1, refused: 1 })
  expect(report.exceptions).toMatchObject([{ code: 'not-handed-out' }])
  expect(report.exceptions[0]?.serverReply).toMatch(/fell silent/)
  meddler.set({})
  await expectHealed(through)
}

/** Does it on every connection when the client's line fits. */
const when =
  (pattern: RegExp, act: (connection: MeddledConnection) => void): NonNullable<Meddling['fromClient']> =>
  (line, connection) => {
    if (pattern.test(line)) act(connection)
    return undefined
  }
const mute = (connection: MeddledConnection): void => connection.mute()
const silent: NonNullable<Meddling['onConnect']> = (connection) => {
  connection.mute()
  return true
}
const slow: NonNullable<Meddling['onConnect']> = (connection) => {
  connection.slow(1)
  return true
}

// Nearly all of their time is waiting.
describe.concurrent('a server that speaks a byte a second', { timeout: 240_000 }, () => {
  it('from its greeting on, as target, is said not to answer, and the next run is whole', async () => {
    await journey('greeting', 'target', 'connect-timeout', { onConnect: slow })
  })

  it.each(sampled(SIDES, 1))(
    'once it let us in, as %s, is said to be silent, and the next run is whole',
    async (side) => {
      await journey(`in-${side}`, side, 'response-timeout', { fromClient: when(/^\S+ NAMESPACE/, (it) => it.slow(1)) })
    },
  )

  it('in the middle of a letter, as source, costs that letter, which is listed, and the next run is whole', async () => {
    const fromServer: Meddling['fromServer'] = (line, connection) => {
      if (/^\* 40 FETCH .*BODY\[\]/.test(line)) connection.slow(1)
      return undefined
    }
    await costsALetter('letter', { fromServer })
  })
})

describe.concurrent('silence', { timeout: 240_000 }, () => {
  it('in place of the greeting of the source is named, and the next run is whole', async () => {
    await journey('mute', 'source', 'connect-timeout', { onConnect: silent })
  })

  it.each(sampled(SIDES, 1))('after LOGIN at the %s is named, and the next run is whole', async (side) => {
    const fromClient = when(/^\S+ (LOGIN|AUTHENTICATE)/, mute)
    await journey(`login-${side}`, side, 'response-timeout', { fromClient })
  })

  it('in the middle of a letter costs that letter, which is listed, and the next run is whole', async () => {
    const fromServer: Meddling['fromServer'] = (line, connection) => {
      if (/^\* 40 FETCH .*BODY\[\]/.test(line)) connection.mute(line.length + 1_000)
      return undefined
    }
    await costsALetter('within', { fromServer })
  })

  it('in the middle of a letter that is streamed to the target costs that letter, which is listed, and the next run is whole', async () => {
    const fromServer: Meddling['fromServer'] = (line, connection) => {
      if (/BODY\[\] \{\d{7}\}$/.test(line)) connection.mute(line.length + 1_200_000)
      return undefined
    }
    await costsALetter('stream', { fromServer })
  })

  it('after the bytes of an APPEND costs time only: what arrived is found and not sent again', async () => {
    fill(server, 'append')
    let appends = 0
    const fromClient = when(/^\S+ APPEND/, (connection) => {
      if (++appends === 1) connection.mute()
    })
    await using meddler = await startMeddler(server.port, { fromClient })
    const through = { from: server, to: meddler, user: 'append' }
    const report = await copyUnderFault(0, impatient(through))
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
    await expectSame(server, 'append', server, 'append-new')
  })

  it.each(sampled(SIDES, 1))(
    'when everything is read again, at the %s, is named, and the next run is whole',
    async (side) => {
      const fromClient = when(side === 'target' ? /^\S+ UID FETCH .*BODY\.PEEK\[\]/ : /^\S+ FETCH/, mute)
      await journey(`again-${side}`, side, 'response-timeout', { fromClient })
    },
  )
})
