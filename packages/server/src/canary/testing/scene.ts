import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@caravan/core/store'
import { freePort, generateMailbox, startDovecot, startScripted, startTokenServer, startWebServer } from '@caravan/lab'
import { startFakeProvider } from '../../sign-in/testing/provider.ts'
import { startEchoProxy } from './echo-proxy.ts'
import { startEchoSmtp } from './echo-smtp.ts'
import type { Notebook } from './notebook.ts'
import { type Running, start } from './processes.ts'
import { plantRefusable } from './refused.ts'

export type Scene = Awaited<ReturnType<typeof openScene>>

/** Starts everything that the story needs: mail servers old and new, some that quote what they are told, and Caravan. */
export async function openScene({ plant, show }: Notebook, messages: number, stack: AsyncDisposableStack) {
  const temporary = (name: string): string => {
    const made = mkdtempSync(`/tmp/caravan-test-${name}-`)
    stack.defer(() => rmSync(made, { recursive: true, force: true }))
    return made
  }
  const folder = temporary('canary')
  // The embedded database has an account of its own.
  chmodSync(folder, 0o711)
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  mkdirSync(second)
  const masterKey = plant('master key', randomBytes(32).toString('base64'))
  const keyFile = join(temporary('canary-key'), 'master.key')
  writeFileSync(keyFile, `${masterKey}\n`, { mode: 0o600 })

  const USERS = ['anna', 'boris', 'chen', 'dina', 'emil', 'farah', 'gita', 'hugo']
  const addressOf = (user: string) => `${user}.qz@zirconia.example`
  const sourcePassword = new Map(USERS.map((user) => [user, plant(`source password of ${user}`)]))
  const targetPassword = new Map(USERS.map((user) => [user, plant(`target password of ${user}`)]))
  const accounts = (passwords: ReadonlyMap<string, string>) =>
    Object.fromEntries([...passwords].map(([user, password]) => [addressOf(user), password]))
  const old = stack.use(await startDovecot({ name: 'old', users: accounts(sourcePassword) }))
  const home = stack.use(await startDovecot({ name: 'home', users: accounts(targetPassword), maxMailSize: 1_000_000 }))
  for (const [seed, user] of USERS.entries()) {
    generateMailbox(old.mailDir(addressOf(user)), { count: messages, seed })
    plantRefusable(old, addressOf(user))
  }
  const said = (command: { text: string }) =>
    [
      `* OK [ALERT] You typed ${command.text}`,
      `NO [AUTHENTICATIONFAILED] Not so: ${command.text} ${decoded(command.text)}`,
    ] as const
  const echo = stack.use(await startScripted({ handlers: [[/^(?:LOGIN|AUTHENTICATE)\b/i, said]] }))
  const echoQuoted = stack.use(
    await startScripted({ capabilities: ['IMAP4rev1'], handlers: [[/^(?:LOGIN|AUTHENTICATE)\b/i, said]] }),
  )
  const smtpPassword = plant('system sender')
  const smtp = stack.use(await startEchoSmtp(smtpPassword))
  const heard: string[] = []
  const receiver = stack.use(
    await startWebServer({
      answer: (request, response) => {
        let body = ''
        request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
        request.on('end', () => {
          heard.push(`${JSON.stringify(request.headers)}\n${body}`)
          response.writeHead(204).end()
        })
      },
    }),
  )
  const provider = stack.use(await startFakeProvider())
  const tokens = stack.use(await startTokenServer())
  const echoProxy = stack.use(await startEchoProxy())
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, `${receiver.ca}\n${provider.server.ca}\n${tokens.ca}`)

  const metricsToken = plant('metrics token')
  const env = {
    CARAVAN_MASTER_KEY_FILE: keyFile,
    CARAVAN_ALLOW_HOSTS: '127.0.0.1,localhost',
    CARAVAN_LOG: 'debug',
    DATABASE_URL: '',
    NODE_EXTRA_CA_CERTS: caFile,
    CARAVAN_METRICS_TOKEN: metricsToken,
  }
  const port = await freePort()
  const processes: Running[] = []
  const started = (args: readonly string[], more: Readonly<Record<string, string>>): Running => {
    const one = start(args, { ...env, ...more })
    processes.push(one)
    stack.defer(() => one.stop())
    return one
  }
  const server = started(['serve', '--no-worker', '--port', String(port)], { CARAVAN_DATA: first })
  const url = `http://127.0.0.1:${port}`
  const begin = plant('begin link', (await server.until(/#(begin_[\w-]+)/))[1] ?? '')
  show(begin)
  const database = await openDatabase({ dataDir: first, url: '' })
  stack.defer(() => database.close())
  const { host: socket = '', user = '', database: name = '', port: dbPort = 5432 } = database.pool.options
  const databasePassword = plant('DATABASE_URL', `u${randomBytes(9).toString('hex')}`)
  const databaseUrl = `postgresql://${encodeURIComponent(user)}:${databasePassword}@/${name}?host=${encodeURIComponent(socket)}&port=${dbPort}`
  const machines = [{ CARAVAN_DATA: first }, { CARAVAN_DATA: second, DATABASE_URL: databaseUrl }]
  const workers: Running[] = machines.map((machine) => started(['worker', '--passes', '2'], machine))
  return {
    ...{ folders: [first, second], sourcePassword, targetPassword, addressOf, smtpPassword, metricsToken },
    ...{ old, home, echo, echoQuoted, smtp, heard, receiver, provider, tokens, echoProxy },
    ...{ processes, started, url, begin, database, machines, workers },
  }
}

const decoded = (text: string): string =>
  Buffer.from(/^AUTHENTICATE PLAIN (\S+)/i.exec(text)?.[1] ?? '', 'base64')
    .toString('utf8')
    .replaceAll('\0', ' ')
