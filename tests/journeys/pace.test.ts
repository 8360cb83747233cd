import { type Dovecot, startMeddler, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { expectError } from './testing/report.ts'

const COUNT = 40

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'pace' })
})

const fill = (user: string): number =>
  writeMaildir(server.mailDir(user), 'INBOX', letters(COUNT, user, { size: 10_000 }))

describe.concurrent('a service that wants to be asked less', () => {
  // What Exchange Online says, in the words of a report: github.com/simonrob/email-oauth2-proxy/issues/191.
  const THROTTLED = 'Request is throttled. Suggested Backoff Time: 1200 milliseconds'

  it.each([
    ['source', /^(\S+) UID FETCH .*BODY\.PEEK\[\]/],
    ['target', /^(\S+) APPEND/],
  ] as const)(
    'is left alone as long as it suggests, at the %s, and the run goes on by itself (recorded, not live)',
    async (side, command) => {
      const user = `throttled-${side}`
      fill(user)
      let said = 0
      await using meddler = await startMeddler(server.port, {
        fromClient: (line, connection) => {
          const tag = command.exec(line)?.[1]
          if (tag === undefined || said > 0) return undefined
          said++
          connection.say(`${tag} BAD ${THROTTLED}\r\n* BYE Connection closed. 14\r\n`)
          connection.hangUp()
          return false
        },
      })
      const [from, to] = side === 'source' ? [meddler, server] : [server, meddler]
      const ran = await caravan(['copy', ...between(from, user, to, `${user}-new`), '--json'])
      expect(ran.status, ran.stderr).toBe(0)
      expect(ran.json.messages).toMatchObject({ source: COUNT, copied: COUNT })
      expect(said).toBe(1)
      expect(ran.stderr).toMatch(/waiting 1\.2 s: .* wants to be asked less: .*Suggested Backoff Time/)
      await expectSame(server, user, server, `${user}-new`)
    },
  )

  it('at the sign-in of a run that somebody has just started is quoted at once (recorded, not live)', async () => {
    fill('at-once')
    await using meddler = await startMeddler(server.port, {
      fromClient: (line, connection) => {
        const tag = /^(\S+) (?:LOGIN|AUTHENTICATE)/.exec(line)?.[1]
        if (tag === undefined) return undefined
        connection.say(`${tag} NO [ALERT] Account exceeded command or bandwidth limits. (Failure)\r\n`)
        return false
      },
    })
    const ran = await caravan(['copy', ...between(meddler, 'at-once', server, 'at-once-new'), '--json'])
    expect(ran.status).toBe(5)
    expectError(ran.json.error, 'sign-in-later', /exceeded command or bandwidth limits/)
    expect(ran.stderr).not.toContain('waiting')
  })
})

describe.concurrent('caravan estimate', () => {
  const HIDDEN = { fromServer: (line: string) => line.replace(/ STATUS=SIZE\b/g, '') }

  it('counts what there is and reckons the days, with the sums of the server or from a sample', async () => {
    fill('estimated')
    await using meddler = await startMeddler(server.port, HIDDEN)
    const daily = ['--from-daily', '100kB', '--json']
    for (const [from, sampled] of [
      [server, 0],
      [meddler, 0],
    ] as const) {
      const ran = await caravan(['estimate', ...between(from, 'estimated', server, 'estimated-new'), ...daily])
      expect(ran.status, ran.stderr).toBe(0)
      const found = JSON.parse(ran.stdout) as Record<string, unknown>
      expect(found).toMatchObject({
        messages: COUNT,
        foldersSampled: sampled,
        foldersUnknown: 0,
        decidedBy: 'source-out',
      })
      const { bytes, seconds } = found as { bytes: number; seconds: { copy: number } }
      expect(bytes).toBe(COUNT * 10_000)
      // Four times the measure, the first of them at once.
      expect(seconds.copy / 86_400).toBeGreaterThan(2.9)
      expect(seconds.copy / 86_400).toBeLessThan(4.1)
    }
    const ran = await caravan([
      'estimate',
      ...between(server, 'estimated', server, 'estimated-new'),
      '--from-daily',
      '100kB',
    ])
    expect(ran.stdout).toMatch(/40 messages in \d+ folders?, \d+ kB\n/)
    expect(ran.stdout).toMatch(/100 kB a day out were asked for\.\n +About [34] days: [34] days to copy/)
    expect(ran.stdout).toContain('What takes most of it: what the old service lets out a day.')
  })
})

describe.concurrent('a measure for each day', () => {
  it('is kept over several commands, and what is waited for is said; a stop ends the wait', async () => {
    fill('daily')
    const args = ['copy', ...between(server, 'daily', server, 'daily-new'), '--from-daily', '150kB', '--json']
    const stopped = () => {
      let signal: ((name: NodeJS.Signals) => void) | undefined
      return caravan(args, {
        onStart: (send) => {
          signal = send
        },
        onSaid: (text) => {
          if (text.includes('waiting')) signal?.('SIGINT')
        },
      })
    }
    const first = await stopped()
    expect(first.status, first.stderr).toBe(5)
    expect(first.stderr).toMatch(
      /waiting \d+ h \d+ min, until .*: daily@.* it was asked to let 150 kB a day out, and that is used up until \d{4}-/,
    )
    expectError(first.json.error, 'stopped', null)
    const { copied } = first.json.messages
    expect(copied).toBeGreaterThan(5)
    expect(copied).toBeLessThan(15)
    const second = await stopped()
    expect(second.json.messages.copied).toBeLessThan(copied)

    const rest = await caravan([...args, '--from-daily', 'none'])
    expect(rest.status, rest.stderr).toBe(0)
    await expectSame(server, 'daily', server, 'daily-new')
  })
})
