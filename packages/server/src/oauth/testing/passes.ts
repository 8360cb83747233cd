import { alerts, employees, host, moves, oauth, organisations, passes } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import { grantText } from '@caravan/core/services'
import { putCredential } from '@caravan/core/store'
import { compareMailboxes, startSmtpSink, startTrap, type TokenServer } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { expect } from 'vitest'
import { tellOfStuck } from '../../alerts/letters.ts'
import { watchMailboxes } from '../../alerts/watch.ts'
import { makeWave, type TestWave } from '../../jobs/testing/wave.ts'
import { startWorker } from '../../jobs/worker.ts'
import type { TestServer } from '../../testing/server.ts'
import { readEvents } from '../../testing/stream/index.ts'

const dbOf = (running: TestServer) => running.server.context.database.kysely

/** Has the old service signed in to by tokens, through a trap, with a consent of each owner. */
async function byTokens(running: TestServer, tokens: TokenServer, wave: TestWave, port: number): Promise<void> {
  const { organisation, owner } = running
  const { items } = await owner.call(moves.listServices, { params: { organisation, move: wave.move } })
  const service = items.find(({ side }) => side === 'source')?.id ?? ''
  const params = { organisation, move: wave.move, service }
  await owner.call(moves.changeService, { params, body: { port } })
  const registered = {
    provider: 'other' as const,
    way: 'consent' as const,
    clientId: tokens.clientId,
    scopes: ['mail'],
  }
  const { authorizeUrl, tokenUrl, clientSecret: secret } = tokens
  await owner.call(oauth.putOAuthClient, { params, body: { ...registered, authorizeUrl, tokenUrl, secret } })
  const { keys } = running.server.context.vault
  for (const [user, subject] of wave.mailboxes) {
    const grant = grantText({ refreshToken: new Secret(tokens.consentOf(user)), access: undefined })
    const slot = { organisation, move: wave.move, purpose: 'source-sign-in', subject } as const
    await putCredential(dbOf(running), keys, { ...slot, secret: new Secret(grant) })
  }
}

/**
 * Has a worker copy two mailboxes between Dovecots: one whose lines break and whose token ends in the middle, and one whose
 * owner has withdrawn. Says what came of them, by expectations.
 */
export async function passesByTokens(running: TestServer, tokens: TokenServer): Promise<void> {
  await using wave = await makeWave(running, {
    ...{ users: ['anna', 'boris'], messages: 40 },
    introspectionUrl: tokens.introspectionUrl,
  })
  await using trap = await startTrap(wave.old.port)
  await using sink = await startSmtpSink()
  const { organisation, owner } = running
  const sender = { host: '127.0.0.1', port: sink.port, tls: 'none' as const, user: null, from: 'caravan@birch.example' }
  await owner.call(host.writeHostSettings, { body: { publicUrl: null, sender } })
  await byTokens(running, tokens, wave, trap.port)
  const before = tokens.asked.length
  tokens.withdraw('boris')
  // All lines break in the middle of Anna's mail, and what she was signed in with is worth nothing any more.
  void trap.next({ command: 'UID FETCH', at: { answerBytes: 200_000 } }).then(() => {
    tokens.endAccess()
    trap.cutNow()
  })
  const token = await owner.call(organisations.makeToken, {
    params: { organisation },
    body: { name: 'events', scopes: ['read'], days: 1 },
  })
  const events = await readEvents(running.url, { token: token.token, organisation })
  const worker = await startWorker({
    ...running.server.context,
    ...{ log: pino({ level: 'silent' }), dataDir: running.dataDir, passes: 2 },
  })
  const ended = (user: string) =>
    events.until((one) => one.kind === 'pass.ended' && one.data['mailbox'] === wave.mailboxes.get(user))
  const params = { organisation, move: wave.move, wave: wave.wave }
  try {
    expect(await owner.call(passes.startWave, { params })).toMatchObject({ requested: 2 })
    const [annas, boriss] = [await ended('anna'), await ended('boris')]
    expect(annas.data).toMatchObject({ status: 'green', error: null })
    expect(boriss.data).toMatchObject({ error: { code: 'consent-ended' } })
  } finally {
    await worker.stop()
    events.stop()
  }
  expect(trap.catches).toBe(1)
  const asked = tokens.asked.slice(before)
  expect(asked.filter((one) => one === 'refresh_token 200')).toHaveLength(2)
  // Nobody who has withdrawn is asked for again and again.
  expect(asked.filter((one) => one === 'refresh_token 400')).toHaveLength(1)
  const compared = await compareMailboxes(
    { port: wave.old.port, user: 'anna' },
    { port: wave.home.port, user: 'anna-new' },
  )
  expect(compared).toMatchObject({ same: true, messagesA: 40 })
  await told(running, wave, sink)
}

/** Of the mailbox that stopped: the board, the alert and its letter say what is to be done. */
async function told(
  running: TestServer,
  wave: TestWave,
  sink: { letters: () => Promise<readonly string[]> },
): Promise<void> {
  const { organisation, owner } = running
  const { items } = await owner.call(employees.listEmployees, {
    params: { organisation, move: wave.move },
    query: { limit: 10 },
  })
  const of = (user: string) => items.find((one) => one.mailbox === wave.mailboxes.get(user))
  expect(of('anna')).toMatchObject({ state: 'given', checked: true })
  expect(of('boris')).toMatchObject({ state: 'refused', refused: { code: 'consent-ended' } })
  await watchMailboxes(dbOf(running))
  const open = await owner.call(alerts.listAlerts, { params: { organisation }, query: {} })
  expect(open.items).toMatchObject([{ cause: 'pass-fails', code: 'consent-ended' }])
  await tellOfStuck(running.server.context, { gatherSeconds: 0, apartSeconds: 0, quietSeconds: 0, againSeconds: 600 })
  const [letter = ''] = await sink.letters()
  expect(letter.replace(/=\r?\n/g, '')).toMatch(/consent was withdrawn.*Let the owner of the mailbox agree once more/s)
  await sql`delete from moves where id = ${wave.move}`.execute(dbOf(running))
}
