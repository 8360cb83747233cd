import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  Client,
  employeePage,
  employees,
  events,
  host,
  moves,
  organisations,
  passes,
  people,
  webhooks,
} from '@caravan/contract'
import { openDatabase } from '@caravan/core/store'
import { writeWorkbook } from '@caravan/core/testing'
import { type Dovecot, freePort, generateMailbox, startDovecot, startScripted, startWebServer } from '@caravan/lab'
import { sql } from 'kysely'
import { COPYING } from '../../jobs/testing/wave.ts'
import { startFakeProvider } from '../../sign-in/testing/provider.ts'
import { startEchoSmtp } from './echo-smtp.ts'
import { type Running, start } from './processes.ts'

/*
 * A whole move through real processes, with a secret planted wherever one can be given, and everything that was said,
 * answered, sent and kept.
 */

export interface StoryOptions {
  readonly messages: number
  /** A worker is killed with -9 in mid pass. */
  readonly kill: boolean
}

export interface Story {
  /** What was given in confidence, by where. */
  readonly planted: ReadonlyMap<string, string>
  /** What people outside and the logs were told, by where. */
  readonly told: readonly { readonly where: string; readonly text: string }[]
  readonly folders: readonly string[]
  readonly database: Awaited<ReturnType<typeof openDatabase>>
  readonly statuses: readonly string[]
  /** Words that are of this organisation alone: names, addresses, subjects, Message-IDs. */
  readonly personal: ReadonlyMap<string, string>
  readonly purge: () => Promise<{ erased: Record<string, number>; files: number; later: string[] }>
  /** Refused messages that lie on the disks. */
  readonly keptFiles: () => number
  /** Ends everything; from then on `told` has what the processes said, too. */
  readonly stop: () => Promise<void>
}

export async function tellStory(options: StoryOptions): Promise<Story> {
  const stack = new AsyncDisposableStack()
  try {
    return await tell(options, stack)
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function tell({ messages, kill }: StoryOptions, stack: AsyncDisposableStack): Promise<Story> {
  const planted = new Map<string, string>()
  const told: { where: string; text: string }[] = []
  const plant = (where: string, text = secret()): string => {
    planted.set(where, text)
    return text
  }
  /** One that is told on purpose, once, to who asked: from there on it is a secret as any other. */
  const shown: string[] = []
  const listen = (where: string, text: string) =>
    told.push({ where, text: shown.reduce((rest, one) => rest.replace(one, ''), text) })

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
    refusable(old, addressOf(user))
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
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, `${receiver.ca}\n${provider.server.ca}`)

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
  shown.push(begin)
  const database = await openDatabase({ dataDir: first, url: '' })
  stack.defer(() => database.close())
  const { host: socket = '', user = '', database: name = '', port: dbPort = 5432 } = database.pool.options
  const databasePassword = plant('DATABASE_URL', `u${randomBytes(9).toString('hex')}`)
  const databaseUrl = `postgresql://${encodeURIComponent(user)}:${databasePassword}@/${name}?host=${encodeURIComponent(socket)}&port=${dbPort}`
  const machines = [{ CARAVAN_DATA: first }, { CARAVAN_DATA: second, DATABASE_URL: databaseUrl }]
  const workers: Running[] = machines.map((machine) => started(['worker', '--passes', '2'], machine))

  /** Everything that the API answers is kept. */
  const recording: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const where = `answer of ${init?.method ?? 'GET'} ${String(input instanceof Request ? input.url : input).slice(url.length)}`
    listen(
      where,
      `${JSON.stringify([...response.headers].filter(([key]) => key !== 'set-cookie'))}\n${await response.clone().text()}`,
    )
    return response
  }
  const raw = (method: string, path: string, who: Client | string, body: string | object) =>
    recording(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(typeof who === 'string' && { cookie: who, origin: url }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const signIn = async (email: string, password: string) => {
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email, password }),
    })
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const token = decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? ''
    if (token === '') throw new Error(`${email} has not signed in: ${await response.text()}`)
    // Its own answers have its token in them: better-auth's way to name a session that is to be ended.
    shown.push(token)
    return { cookie, token, client: new Client(url, { cookie, fetch: recording }) }
  }

  // The first owner, and the organisation that will be purged, with a lead of its own.
  const ownerPassword = plant('password of the owner', `lantern ${secret()}`)
  await raw('POST', '/api/begin', '', {
    token: begin,
    name: 'Host Owner',
    email: 'host@keeper.example',
    password: ownerPassword,
    organisation: 'Keeper',
  })
  const owner = await signIn('host@keeper.example', ownerPassword)
  plant('session of the owner', owner.token)
  const { id: organisation } = await owner.client.call(organisations.makeOrganisation, {
    body: { name: 'Zirconia Mills', agency: null },
  })
  const inside = { organisation }

  const sender = {
    host: '127.0.0.1',
    port: smtp.port,
    tls: 'none',
    user: 'caravan',
    from: 'caravan@keeper.example',
  } as const
  const settings = (senderPassword: string) =>
    owner.client.call(host.writeHostSettings, { body: { publicUrl: null, sender, senderPassword } })
  await settings(plant('wrong password of the system sender'))
  const invite = async (email: string, role: 'lead' | 'viewer') => {
    // Sent as an answer and as a letter: told on purpose, to who is invited and who invites.
    const response = await fetch(`${url}/api/organisations/${organisation}/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: owner.cookie, origin: url },
      body: JSON.stringify({ email, role }),
    })
    const { link, sent } = (await response.json()) as { link: string; sent: boolean }
    return { token: link.split('#')[1] ?? '', sent }
  }
  const unsent = await invite('nobody.qz@zirconia.example', 'viewer')
  plant('invitation that was not sent', unsent.token)
  await settings(smtpPassword)
  const invitation = await invite('lead.qz@zirconia.example', 'lead')
  plant('invitation', invitation.token)
  if (unsent.sent || !invitation.sent) throw new Error('one letter was to be refused and one taken')
  const leadPassword = plant('password of the lead', `gravel ${secret()}`)
  await raw('POST', '/api/invitations/accept', '', {
    token: invitation.token,
    account: { name: 'Lioba Quartz', password: plant('weak password', 'aaaaaaaaaaaaaaaab') },
  })
  await raw('POST', '/api/invitations/accept', '', {
    token: invitation.token,
    account: { name: 'Lioba Quartz', password: leadPassword },
  })
  const lead = await signIn('lead.qz@zirconia.example', leadPassword)
  plant('session of the lead', lead.token)
  const changed = plant('changed password of the lead', `otter ${secret()}`)
  await raw('POST', '/api/auth/change-password', lead.cookie, { currentPassword: leadPassword, newPassword: changed })
  await raw('POST', '/api/auth/sign-in/email', '', {
    email: 'lead.qz@zirconia.example',
    password: plant('password that was wrong'),
  })
  const enabled = await fetch(`${url}/api/auth/two-factor/enable`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: lead.cookie, origin: url },
    body: JSON.stringify({ password: changed }),
  })
  const factor = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
  plant('TOTP', new URL(factor.totpURI).searchParams.get('secret') ?? '')
  for (const [n, code] of factor.backupCodes.slice(0, 2).entries()) plant(`backup code ${n}`, code)

  const oidc = { issuer: provider.issuer, clientId: provider.clientId, name: 'Keeper', domains: [] }
  for (const clientSecret of [plant('wrong secret of the OIDC client'), plant('OIDC client', provider.secret)])
    await owner.client.call(host.writeOidc, { body: { provider: oidc, clientSecret } })
  await owner.client.call(host.readOidc, {})

  const tokenOf = async (who: string) => {
    const response = await fetch(`${url}/api/organisations/${organisation}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who, origin: url },
      body: JSON.stringify({ name: 'zirconium robot', scopes: ['read', 'move:run'] }),
    })
    return ((await response.json()) as { token: string }).token
  }
  const token = plant('API token', await tokenOf(owner.cookie))
  plant('API token of the lead', await tokenOf(lead.cookie))
  const hook = async (path: string) => {
    const response = await fetch(`${url}/api/organisations/${organisation}/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: owner.cookie, origin: url },
      body: JSON.stringify({ url: `https://127.0.0.1:${receiver.port}/${path}` }),
    })
    return (await response.json()) as { id: string; secret: string }
  }
  const hooks = [await hook('zirconia-hook'), await hook('zirconia-other')]
  for (const [n, one] of hooks.entries()) plant(`webhook secret ${n}`, one.secret)
  const stopStream = new AbortController()
  const stream = follow(url, organisation, token, stopStream.signal)
  // Where the story breaks off, nobody waits for it.
  stream.catch(() => undefined)

  // The move: services, people by CSV, XLSX and by hand.
  const { id: move } = await owner.client.call(moves.makeMove, {
    params: inside,
    body: { name: 'Zirconia goes home', kind: 'same-domain', ownDomains: ['zirconia.example'] },
  })
  const params = { ...inside, move }
  const service = (side: 'source' | 'target', at: number, more: object = {}) =>
    owner.client.call(moves.makeService, {
      params,
      body: { side, name: `Zircon ${side} ${at}`, host: '127.0.0.1', port: at, tls: 'none', connections: 8, ...more },
    })
  const source = await service('source', old.port)
  const target = await service('target', home.port)
  const row = (one: string, from = sourcePassword.get(one) ?? '', to = targetPassword.get(one) ?? '') => [
    addressOf(one),
    from,
    addressOf(one),
    to,
    'Zircon wave',
    'move',
    `${one} Quartzfield`,
  ]
  const HEADINGS = ['E-mail', 'Password', 'New email', 'New password', 'Wave', 'Decision', 'Name']
  const csv = (rows: readonly (readonly string[])[]) =>
    rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
  const importTable = async (file: Buffer) => {
    const input = { file: file.toString('base64') }
    const { sha256 } = await owner.client.call(people.previewImport, { params, body: { input } })
    return owner.client.call(people.confirmImport, { params, body: { input, sha256 } })
  }
  const bad = row('nobody at all', plant('password in a row with an error'), plant('another in that row'))
  await importTable(Buffer.from(csv([HEADINGS, ...['anna', 'boris', 'chen', 'dina'].map((one) => row(one)), bad])))
  await importTable(writeWorkbook([HEADINGS, ...['emil', 'farah'].map((one) => row(one))]))
  await raw('POST', `/api/organisations/${organisation}/moves/${move}/import/preview`, owner.cookie, {
    input: { pasted: `Something\tElse\n${addressOf('x')}\t${plant('password below a strange heading')}` },
  })
  for (const one of ['gita', 'hugo']) {
    const { id: mailbox } = await owner.client.call(people.addMailbox, {
      params,
      body: {
        sourceAddress: addressOf(one),
        targetAddress: addressOf(one),
        sourceService: source.id,
        targetService: target.id,
        decision: 'move',
      },
    })
    for (const [side, passwords] of [
      ['source', sourcePassword],
      ['target', targetPassword],
    ] as const) {
      const put = (password: string) =>
        owner.client.call(people.putMailboxCredential, { params: { ...params, mailbox, side }, body: { password } })
      await put(plant(`wrong ${side} password of ${one}`))
      if (one === 'gita') await put(passwords.get(one) ?? '')
    }
  }
  // Servers that quote what they were told.
  const quoting = async (user: string, at: number, more: object = {}) => {
    const { id } = await service('source', at, more)
    const { id: mailbox } = await owner.client.call(people.addMailbox, {
      params,
      body: {
        sourceAddress: addressOf(user),
        targetAddress: addressOf(user),
        sourceService: id,
        targetService: target.id,
        decision: 'move',
      },
    })
    const put = (side: 'source' | 'target') =>
      owner.client.call(people.putMailboxCredential, {
        params: { ...params, mailbox, side },
        body: { password: plant(`${side} password of ${user}`) },
      })
    await put('target')
    if (!('auth' in more)) await put('source')
    else
      await owner.client.call(moves.putServicePassword, {
        params: { ...params, service: id },
        body: { password: plant(`master password at ${user}`) },
      })
    return { mailbox, service: id }
  }
  await quoting('ivan', echo.port)
  await quoting('judit', echoQuoted.port)
  await quoting('karim', echo.port, { auth: 'master', masterUser: 'zirconadmin' })
  const moved = await quoting('lena', echo.port, { auth: 'master', masterUser: 'zirconadmin' })
  await owner.client.call(moves.changeService, { params: { ...params, service: moved.service }, body: { port: 1 } })

  // Employees, by letter and by link: both are told on purpose, once.
  const { items: mailboxes } = await owner.client.call(people.listMailboxes, { params, query: { limit: 500 } })
  const mailboxOf = (one: string) => mailboxes.find(({ sourceAddress }) => sourceAddress === addressOf(one))?.id ?? ''
  await owner.client.call(employees.inviteEmployees, {
    params,
    body: { which: { ids: [mailboxOf('anna')] }, by: 'letter', language: 'en', again: true },
  })
  const [, byLetter = ''] = await poll(
    async () => /#(invite_[\w-]{22})(?![\w-])/.exec(smtp.letters.map(joined).join('\n')) ?? [],
    (found) => found.length > 0,
  )
  const asked = await fetch(`${url}/api/organisations/${organisation}/moves/${move}/employees/invite`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: owner.cookie, origin: url },
    body: JSON.stringify({ which: { ids: [mailboxOf('boris'), mailboxOf('ivan')] }, by: 'link', again: true }),
  })
  const { links } = (await asked.json()) as { links: { sourceAddress: string; link: string }[] }
  const linkOf = (one: string) =>
    links.find(({ sourceAddress }) => sourceAddress === addressOf(one))?.link.split('#')[1] ?? ''
  plant('invitation of an employee by letter', byLetter)
  for (const [one, invited] of [
    ['anna', byLetter],
    ['boris', plant('invitation of an employee by link', linkOf('boris'))],
    ['ivan', plant('invitation of an employee at a server that quotes', linkOf('ivan'))],
  ] as const) {
    const opened = await recording(`${url}${employeePage.openEmployeePage.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token: invited }),
    })
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    plant(`employee session of ${one}`, cookie.split('=')[1] ?? '')
    await raw('PUT', employeePage.giveAccess.path, cookie, { password: plant(`typed wrongly by ${one}`) })
    await raw('PUT', employeePage.giveAccess.path, cookie, { password: { is: plant(`typed as an object by ${one}`) } })
    const client = new Client(url, { token: invited, fetch: recording })
    await client.call(employeePage.readEmployeePage, {})
    if (one !== 'ivan')
      await client.call(employeePage.giveAccess, { body: { password: sourcePassword.get(one) ?? '' } })
  }
  await owner.client.call(employees.listEmployees, { params, query: { limit: 500 } })
  await recording(`${url}${employeePage.readEmployeePage.path}`, {
    headers: {
      authorization: `Bearer invite_${plant('an invitation that is none', `k${randomBytes(10).toString('hex')}`)}`,
    },
  })

  // What is not as it should be.
  const base = `/api/organisations/${organisation}`
  const inMove = `${base}/moves/${move}`
  const wrong = (where: string) => plant(`in ${where}`)
  await raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, { password: { is: wrong('an object') } })
  await raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, { password: [wrong('a list')] })
  await raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, {
    passwort: wrong('a key that is not known'),
  })
  await raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, `{"password": "${wrong('broken JSON')}`)
  await raw('PUT', `${inMove}/services/${source.id}/password`, owner.cookie, wrong('no JSON'))
  await raw('POST', `${inMove}/services`, owner.cookie, {
    side: wrong('an enumeration'),
    name: 'x',
    host: `https://anna:${encodeURIComponent(wrong('the host of a service'))}@mail.example/`,
  })
  await raw('POST', `${inMove}/services`, owner.cookie, {
    side: 'source',
    name: 'x',
    host: `anna:${plant('in a host', `h${randomBytes(9).toString('hex')}`)}@mail.example`,
  })
  await raw('POST', `${base}/webhooks`, owner.cookie, {
    url: `https://anna:${plant('in a webhook’s address', `w${randomBytes(9).toString('hex')}`)}@127.0.0.1/`,
  })
  await raw('POST', `${base}/discover`, owner.cookie, { address: `anna:${wrong('an address')}@` })
  await raw('GET', `${inMove}/passes?state=${encodeURIComponent(wrong('a query'))}`, owner.cookie, '').catch(
    () => undefined,
  )
  await recording(`${url}/api/me`, {
    headers: { authorization: `Bearer ${wrong('a token that is none').replace(/[^\w]/g, '')}` },
  })

  // The passes, with a worker killed in the middle.
  // The gates before it are tested elsewhere.
  await database.kysely.updateTable('moves').set({ state: COPYING }).where('id', '=', move).execute()
  const { items: waves } = await owner.client.call(moves.listWaves, { params })
  await owner.client.call(passes.startWave, { params: { ...params, wave: waves[0]?.id ?? '' } })
  await owner.client.call(passes.askPassesOfMove, { params, body: { kind: 'first' } })
  if (kill) {
    const { rows } = await poll(
      () =>
        sql<{ pid: number }>`
          select split_part(p.worker, ':', 2)::int as pid from pass_requests p join events e on e.data->>'pass' = p.id::text
          where p.state = 'running' and e.data->>'step' = 'copy-begins' limit 1`.execute(database.kysely),
      ({ rows: found }) => found.length > 0,
    )
    const victim = workers.findIndex(({ process: one }) => one.pid === rows[0]?.pid)
    await workers[victim]?.stop('SIGKILL')
    // As a machine starts its worker again: what it keeps of refused messages is its own to clear.
    started(['worker', '--passes', '2'], machines[victim] ?? {})
  }
  const ended = async () => {
    const { items } = await owner.client.call(passes.listPasses, { params, query: { limit: 500 } })
    return items
  }
  const items = await poll(ended, (list) => list.length >= 12 && list.every(({ state }) => state === 'ended'))

  // Everything that can be read is read.
  for (const { id } of items) await owner.client.call(passes.readPass, { params: { ...params, pass: id } })
  await owner.client.call(people.listMailboxes, { params, query: { limit: 500 } })
  await owner.client.call(moves.listServices, { params })
  await owner.client.call(moves.readStages, { params })
  await owner.client.call(organisations.listAudit, { params: inside, query: { limit: 500 } })
  await owner.client.call(organisations.listTokens, { params: inside })
  await owner.client.call(organisations.listMembers, { params: inside })
  await owner.client.call(organisations.listInvitations, { params: inside })
  await owner.client.call(host.readHostSettings, {})
  await recording(`${url}/api/auth/list-sessions`, { headers: { cookie: owner.cookie } })
  await recording(`${url}/api/auth/get-session`, { headers: { cookie: owner.cookie } })
  await recording(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  await recording(`${url}${inMove}/mailboxes/export`, { headers: { cookie: owner.cookie } })
  for (const { id } of hooks)
    await owner.client.call(webhooks.listDeliveries, { params: { ...inside, webhook: id }, query: { limit: 500 } })
  await poll(
    async () => heard.length,
    (count) => count > 20,
  )
  stopStream.abort()
  listen('stream of events', await stream)
  for (const [n, text] of heard.entries()) listen(`webhook ${n}`, text)
  for (const [n, text] of smtp.letters.entries())
    listen(`letter ${n}`, joined(text).replaceAll(invitation.token, '').replaceAll(byLetter, ''))

  const personal = new Map<string, string>([
    ['its name', 'Zirconia Mills'],
    ['its domain', 'zirconia.example'],
    ['its people', 'Quartzfield'],
    ['its lead', 'Lioba Quartz'],
    ['its addresses', '.qz@'],
    ['its token', 'zirconium robot'],
    ['its webhooks', 'zirconia-hook'],
    ['its wave', 'Zircon wave'],
    ['its services', 'Zircon source'],
    ['its master user', 'zirconadmin'],
    ['a refused message', REFUSED.subject],
    ['the Message-ID of a refused message', REFUSED.id],
    ['the body of a refused message', REFUSED.body],
  ])
  return {
    planted,
    told,
    folders: [first, second],
    database,
    statuses: items.map(({ status, error }) => `${status ?? ''} ${error?.code ?? ''}`.trim()).sort(),
    personal,
    purge: () => owner.client.call(organisations.purge, { params: inside, body: { name: 'Zirconia Mills' } }),
    keptFiles: () => [first, second].reduce((sum, one) => sum + kept(join(one, 'refused')), 0),
    async stop() {
      for (const one of [...processes].reverse()) await one.stop()
      for (const [n, one] of processes.entries()) listen(`log of process ${n}`, one.output())
      await stack.disposeAsync()
    },
  }
}

/** A text with everything in it that is written differently somewhere. */
const secret = (): string => `k${randomBytes(6).toString('hex')}"&/+=\\${randomBytes(4).toString('hex')}`

/** A letter with its lines as they were before they were broken (RFC 2045 §6.7). */
const joined = (letter: string): string => letter.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')

const decoded = (text: string): string =>
  Buffer.from(/^AUTHENTICATE PLAIN (\S+)/i.exec(text)?.[1] ?? '', 'base64')
    .toString('utf8')
    .replaceAll('\0', ' ')

const REFUSED = { subject: 'Zirconium ledger for Thursday', id: 'zirconium-1@zirconia.example', body: 'Zirconbodyword' }

/** A message that is too large for the target. */
function refusable(server: Dovecot, user: string): void {
  const folder = join(server.mailDir(user), 'cur')
  const [sibling = ''] = readdirSync(folder)
  const { uid, gid } = statSync(join(folder, sibling))
  const head = [
    `Subject: ${REFUSED.subject}`,
    `Message-ID: <${REFUSED.id}>`,
    'From: a@b.example',
    'Date: Mon, 2 Feb 2026 10:00:00 +0000',
  ]
  const file = join(folder, '1770026400.M1P1.canary:2,S')
  writeFileSync(file, `${head.join('\n')}\n\n${`${REFUSED.body} `.repeat(80_000)}\n`)
  chownSync(file, uid, gid)
  readFileSync(file)
}

function kept(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  } catch {
    return 0
  }
}

/** Reads the stream of events until it is stopped. */
async function follow(url: string, organisation: string, token: string, signal: AbortSignal): Promise<string> {
  const path = events.streamEvents.path.replace('{organisation}', organisation)
  let text = ''
  try {
    const response = await fetch(`${url}${path}?after=0`, { headers: { authorization: `Bearer ${token}` }, signal })
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk as Uint8Array).toString('utf8')
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return text
}

const POLL_MS = 300
const PATIENCE_MS = 300_000

async function poll<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const seen = await look()
    if (done(seen)) return seen
    if (Date.now() > deadline) throw new Error(`waited too long: ${JSON.stringify(seen).slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
