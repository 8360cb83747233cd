import { moves, people } from '@caravan/contract'
import { writeWorkbook } from '@caravan/core/testing'
import type { Notebook } from '../notebook.ts'
import type { Scene } from '../scene.ts'
import type { Talk } from '../talk.ts'
import type { Cast } from './accounts.ts'

export type Plan = Awaited<ReturnType<typeof planTheMove>>

/** The move: services, people by CSV, XLSX and by hand, and servers that quote what they are told. */
export async function planTheMove(
  { plant }: Notebook,
  scene: Scene,
  talk: Talk,
  { owner, organisation, inside }: Cast,
) {
  const { addressOf, sourcePassword, targetPassword, old, home, echo, echoQuoted } = scene
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
  await talk.raw('POST', `/api/organisations/${organisation}/moves/${move}/import/preview`, owner.cookie, {
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
  return { move, params, source, target, service }
}
