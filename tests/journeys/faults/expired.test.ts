import { type Dovecot, type Meddler, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan } from '../testing/caravan.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { expectHealed, fill, impatient, interruptedBy } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'expired' })
})

/** From the moment when a client's line fits, the server lets nobody in, and says so in its own way to who is in. */
function expiring(moment: RegExp, goodbye: (tag: string) => string): Meddling & { tries: number } {
  const state = { expired: false, tries: 0 }
  return {
    get tries() {
      return state.tries
    },
    fromClient: (line, connection) => {
      state.expired ||= moment.test(line)
      if (!state.expired) return undefined
      const [, tag = '', verb = ''] = /^(\S+) (\S+)/.exec(line) ?? []
      if (/^(LOGIN|AUTHENTICATE)$/.test(verb)) {
        state.tries++
        connection.say(`${tag} NO [AUTHENTICATIONFAILED] Your token has expired\r\n`)
        return false
      }
      if (verb === 'LOGOUT') return undefined
      connection.say(goodbye(tag))
      connection.hangUp()
      return false
    },
  }
}

const ways: [how: string, goodbye: (tag: string) => string][] = [
  ['BYE', () => '* BYE Session expired\r\n'],
  ['NO to every command', (tag) => `${tag} NO [UNAVAILABLE] Sign in again\r\n`],
]
const moments: [side: 'source' | 'target', moment: RegExp, where: string][] = [
  ['source', /^\S+ UID FETCH .*BODY\.PEEK\[\]/, 'while letters are fetched'],
  ['target', /^\S+ APPEND/, 'while letters are sent'],
  ['target', /^\S+ UID FETCH .*BODY\.PEEK\[\]/, 'while everything is read again'],
]
const cases = moments.flatMap((moment, index) =>
  // Both ways where letters are sent, one elsewhere.
  (index === 1 ? ways : ways.slice(0, 1)).map(([how, goodbye]) => [...moment, how, goodbye] as const),
)

describe.concurrent('a sign-in that expires in mid-run', { timeout: 240_000 }, () => {
  it.each(cases)(
    'at the %s (%s, %s, with %s) is tried three times at most, asked for once, and the next run is whole',
    async (side, moment, where, how, goodbye) => {
      const user = `${side}-${where}-${how}`.replaceAll(/\W/g, '').toLowerCase()
      fill(server, user)
      const meddling = expiring(moment, goodbye)
      await using meddler: Meddler = await startMeddler(server.port, meddling)
      const journey = side === 'source' ? { from: meddler, to: server, user } : { from: server, to: meddler, user }
      const { error } = await interruptedBy(impatient(journey), 'sign-in-expired', /Your token has expired/)
      expect(error?.remedy).toMatch(/again with a password or token/)
      expect(meddling.tries).toBeGreaterThan(0)
      expect(meddling.tries).toBeLessThanOrEqual(3)

      const tries = meddler.signIns
      const forPeople = await caravan(['copy', ...impatient(journey)])
      expect(forPeople.status).toBe(5)
      expect(forPeople.stdout.match(/Your token has expired/g)).toHaveLength(1)
      expect(meddler.signIns).toBe(tries + 1)

      meddler.set({})
      await expectHealed(journey)
    },
  )
})
