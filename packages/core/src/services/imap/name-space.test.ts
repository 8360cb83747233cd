import { connect } from '@caravan/imap'
import { startCyrus, startScripted } from '@caravan/lab'
import { expect, it } from 'vitest'
import { ImapEndpoint } from './endpoint.ts'
import { foreignName } from './name-space.ts'

const account = (port: number, user: string, shared: boolean): ImapEndpoint =>
  new ImapEndpoint({
    ...{ host: '127.0.0.1', port, tls: 'none', user, shared },
    credentials: { kind: 'password', user, password: 'pw' },
  })

it('the longest prefix says whose a folder is', () => {
  const space = {
    ...{ prefix: 'INBOX.', delimiter: '.', own: ['INBOX.'] },
    foreign: [
      { whose: 'others', raw: 'user.', prefix: 'user.' },
      { whose: 'shared', raw: '', prefix: '' },
    ],
  } as const
  expect(foreignName('inbox', space)).toBeUndefined()
  expect(foreignName('INBOX.user.x', space)).toBeUndefined()
  expect(foreignName('user.boris.Old', space)).toEqual({ whose: 'others', below: 'boris.Old' })
  expect(foreignName('team', space)).toEqual({ whose: 'shared', below: 'team' })
  const flat = { ...space, prefix: '', own: [''], foreign: [] }
  expect(foreignName('user.boris', flat)).toBeUndefined()
})

it.each(['slash', 'dotted'] as const)(
  'Cyrus (%s) shows what boris shares: left out, or taken below his name',
  async (layout) => {
    await using server = await startCyrus({ layout })
    const own = await account(server.port, 'boris', false).connect()
    const path = ['Projekte', 'Öffentlich']
    for (const depth of [1, 2]) await own.createFolder(own.nameOf(path.slice(0, depth)), undefined)
    const body = [Buffer.from('Subject: for all\r\n\r\nx\r\n')]
    await own.append(own.nameOf(path), [{ flags: [], arrival: undefined, size: body[0]?.length ?? 0, body }])
    await own.close()
    await using boris = await connect({ host: '127.0.0.1', port: server.port, tls: 'none' })
    await boris.authenticate({ kind: 'password', user: 'boris', password: 'pw' })
    const parts = [`SETACL "${own.nameOf(path)}" anna lrs`]
    await boris.run({ name: 'SETACL', parts })

    const plain = await account(server.port, 'anna', false).connect()
    const before = (await plain.folders()).map((folder) => folder.path.join('/'))
    expect(before.filter((name) => name.includes('Projekte'))).toEqual([])
    expect(plain.leftOut).toEqual({ others: 1, shared: 0 })
    await plain.close()

    const all = await account(server.port, 'anna', true).connect()
    const found = (await all.folders()).filter((folder) => all.isForeign(folder.name) && folder.selectable)
    expect(found.map((folder) => folder.path)).toEqual([['Other users', 'boris', ...path]])
    expect(all.leftOut).toEqual({ others: 0, shared: 0 })
    expect(await all.open(found[0]?.name ?? '', 'read')).toMatchObject({ exists: 1 })
    await all.close()
  },
)

it('shared folders that stand outside of every list of everything are asked for below their prefix (scripted)', async () => {
  await using server = await startScripted({
    folders: ['INBOX', 'Sent'],
    handlers: [
      [/^NAMESPACE/, ['* NAMESPACE (("" "/")) NIL (("#public/" "/"))', 'OK done']],
      [/^LIST "" "#public\/\*"/, ['* LIST (\\Trash) "/" "#public/Trash"', 'OK done']],
    ],
  })
  const session = await account(server.port, 'anna', true).connect()
  expect((await session.folders()).map(({ path, specialUse }) => [path.join('/'), specialUse])).toEqual([
    ['INBOX', 'inbox'],
    ['Sent', 'sent'],
    ['Shared/Trash', undefined],
  ])
  await session.close()
})
