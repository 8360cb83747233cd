import { type AnswerOf, type BodyOf, employees, passes, welcome } from '@caravan/contract'
import { type Stage } from '@caravan/core/model'
import { type MoveEvent, replay } from '@caravan/core/move'
import { ImapFlow } from 'imapflow'
import { sql } from 'kysely'
import { pino } from 'pino'
import { makeWave, type TestWave } from '../../jobs/testing/wave.ts'
import { startWorker, type Worker } from '../../jobs/worker.ts'
import type { TestServer } from '../../testing/server.ts'
import { welcomeDue } from '../welcome.ts'

type Settings = BodyOf<typeof welcome.writeWelcome>
type OnBoard = AnswerOf<typeof employees.listEmployees>['items'][number]

/** A letter as an independent client reads it. */
export interface Laid {
  readonly uid: number
  readonly flags: readonly string[]
  readonly raw: string
}

/** A move between two Dovecots, and what its lead, its worker and its employees do. */
export interface WelcomeScene extends AsyncDisposable {
  readonly wave: TestWave
  readonly params: { readonly organisation: string; readonly move: string }
  set(settings?: Partial<Settings>): Promise<Settings>
  /** Leaves the stage `cutover`, whatever its gate says. */
  makeSwitch(): Promise<void>
  /** One turn of the worker's loop; how many mailboxes it opened. */
  turn(): Promise<number>
  /** Lets everything be due that waits for a later hour. */
  later(): Promise<void>
  board(user: string): Promise<OnBoard>
  /** All that a folder of the new mailbox holds. */
  letters(user: string, folder?: string): Promise<Laid[]>
  /** What its owner does there. */
  asOwner(user: string, act: (client: ImapFlow) => Promise<unknown>): Promise<void>
  /** Runs a pass over every mailbox to its end. */
  pass(kind: 'first' | 'delta' | 'reverse'): Promise<void>
  /** Stops the worker and starts another, which looks for work at once. */
  startAnew(): Promise<void>
}

const NO_WORDS = { en: '', ru: '', fa: '', zh: '' }
const signed = { by: 'lena', role: 'lead', at: new Date().toISOString() } as const
const left = (stage: Stage): MoveEvent => ({ event: 'stage-left', stage, checks: [], ...signed })
const opened = (stage: Stage): MoveEvent => ({ event: 'stage-opened', stage, ...signed })
const SWITCHED = [left('assess'), left('approve'), left('prepare'), opened('copy'), left('cutover')]

export async function makeScene(
  running: TestServer,
  users: readonly string[],
  hidden: readonly string[] = [],
): Promise<WelcomeScene> {
  const { owner, organisation, server } = running
  const { context } = server
  const db = context.database.kysely
  const wave = await makeWave(running, { users, messages: 3, hidden })
  const params = { organisation, move: wave.move }
  const log = pino({ level: 'silent' })
  const asOwner = async (user: string, act: (client: ImapFlow) => Promise<unknown>): Promise<void> => {
    const auth = { user: `${user}-new`, pass: 'pw' }
    const client = new ImapFlow({ host: '127.0.0.1', port: wave.home.port, secure: false, auth, logger: false })
    await client.connect()
    try {
      await act(client)
    } finally {
      await client.logout()
    }
  }
  let worker: Worker | undefined
  const work = () => startWorker({ ...context, log, dataDir: running.dataDir, passes: 2 })
  return {
    wave,
    params,
    set: (settings = {}) =>
      owner.call(welcome.writeWelcome, {
        params,
        body: { active: true, when: 'switched', contact: 'help@birch.example', words: NO_WORDS, ...settings },
      }),
    async makeSwitch() {
      const state = JSON.stringify(replay(SWITCHED))
      await sql`update moves set state = ${state}::jsonb where id = ${wave.move}`.execute(db)
    },
    turn: () => welcomeDue({ ...context, db, worker: 'test', log, dataDir: running.dataDir }),
    async later() {
      await sql`update welcome_letters set next_at = now() where move_id = ${wave.move} and next_at is not null`.execute(
        db,
      )
    },
    async board(user) {
      const { items } = await owner.call(employees.listEmployees, { params, query: {} })
      const found = items.find(({ sourceAddress }) => sourceAddress === user)
      if (found === undefined) throw new Error(`${user} is on the board`)
      return found
    },
    async letters(user, folder = 'INBOX') {
      const found: Laid[] = []
      await asOwner(user, async (client) => {
        const { exists } = await client.mailboxOpen(folder, { readOnly: true })
        if (exists === 0) return
        for await (const { uid, flags, source } of client.fetch('1:*', { uid: true, flags: true, source: true })) {
          const raw = (source ?? Buffer.alloc(0)).toString('latin1')
          if (raw.includes('<welcome.')) found.push({ uid, flags: [...(flags ?? [])], raw })
        }
      })
      return found
    },
    asOwner,
    async pass(kind) {
      worker ??= await work()
      const options = kind === 'reverse' ? { since: new Date(Date.now() - 3_600_000).toISOString() } : {}
      await owner.call(passes.askPassesOfMove, { params, body: { kind, options } })
      await ended(db, wave.move)
    },
    async startAnew() {
      await worker?.stop()
      worker = await work()
    },
    async [Symbol.asyncDispose]() {
      await worker?.stop()
      await wave[Symbol.asyncDispose]()
    },
  }
}

async function ended(db: WelcomeDb, move: string): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ open: number; bad: number }>`
      select count(*) filter (where state in ('queued', 'running')) as open,
        count(*) filter (where state = 'ended' and status <> 'green') as bad
      from pass_requests where move_id = ${move}`.execute(db)
    if ((rows[0]?.bad ?? 0) > 0) throw new Error('a pass did not end green')
    if (rows[0]?.open === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
type WelcomeDb = Parameters<typeof welcomeDue>[0]['db']
