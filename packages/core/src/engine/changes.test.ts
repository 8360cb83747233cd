import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemoryBehaviour, MemoryService } from '../services/memory/memory.ts'
import { ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { contents, mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

/** Two folders of twenty, copied and at rest; and a delta that counts how often each side listed a folder whole. */
async function atRest(behaviour: Partial<MemoryBehaviour> = {}) {
  const pair = makePair(db, behaviour)
  pair.source.behaviour = { ...pair.source.behaviour, ...behaviour }
  for (let n = 0; n < 40; n++) pair.source.deliver(n % 2 === 0 ? 'Even' : 'Odd', { bytes: mail(n) })
  for (let round = 0; round < 2; round++) await pair.run()
  const listed = { source: 0, target: 0 }
  const nothing: (operation: string) => void = () => undefined
  const meanwhile = { source: nothing, target: nothing }
  for (const side of ['source', 'target'] as const)
    pair[side].onOperation = (operation) => {
      if (operation === 'list') listed[side]++
      meanwhile[side](operation)
    }
  const delta = async (options: Parameters<typeof pair.run>[0] = {}) => {
    Object.assign(listed, { source: 0, target: 0 })
    const report = await pair.run(options)
    return { ...report, listed: { ...listed } }
  }
  return { ...pair, delta, meanwhile }
}

const LEAVE = { accept: { shrunkenSource: true, removedCopies: 'leave' as const } }
const nowhere = { listed: { source: 0, target: 0 } }
const flag = (service: MemoryService, folder: string, at: number) =>
  Object.assign(service.folder(folder).messages[at] ?? {}, { flags: '\\Flagged' })

describe('where a service tells what has changed and what is gone, a delta lists no folder for', () => {
  test('new messages, at the source and by others at the target', async () => {
    const { source, target, delta } = await atRest()
    for (const n of ['a', 'b']) source.deliver('Even', { bytes: mail(n) })
    target.deliver('Even', { bytes: mail('foreign') })
    expect(await delta()).toMatchObject({ status: 'green', messages: { copied: 2, present: 40 }, ...nowhere })
    expect(await delta()).toMatchObject({ status: 'green', messages: { copied: 0, present: 42 }, ...nowhere })
    source.deliver('Even', { bytes: mail('foreign') })
    expect(await delta()).toMatchObject({ status: 'green', messages: { copied: 0, present: 43 }, ...nowhere })
    expect(target.folder('Even').messages).toHaveLength(23)
  })

  test('flags', async () => {
    const { source, target, delta } = await atRest()
    for (let n = 0; n < 20; n++) flag(source, 'Odd', n)
    flag(target, 'Even', 3)
    expect(await delta()).toMatchObject({ status: 'green', flagsSet: 20, ...nowhere })
    expect(await delta()).toMatchObject({ status: 'green', flagsSet: 0, ...nowhere })
    expect(contents(target)['Odd']).toEqual(contents(source)['Odd'])
  })

  test('deletions and moves at the source', async () => {
    const { source, target, delta } = await atRest()
    source.folder('Even').messages.splice(4, 3)
    const [moved] = source.folder('Odd').messages.splice(7, 1)
    const { bytes, internalDate } = moved ?? { bytes: '', internalDate: 0 }
    source.deliver('Even', { bytes, internalDate })
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 37, copied: 1 }, ...nowhere })
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 37, copied: 0 } })
    expect(target.folder('Odd').messages).toHaveLength(19)
    expect(target.folder('Even').messages).toHaveLength(21)
  })
})

test('where it does not tell what is gone, a folder is listed from which something has gone, and no other', async () => {
  const { source, delta } = await atRest({ tellsGone: false })
  flag(source, 'Odd', 2)
  source.deliver('Even', { bytes: mail('new') })
  expect(await delta()).toMatchObject({ messages: { copied: 1 }, flagsSet: 1, ...nowhere })
  source.folder('Even').messages.splice(4, 1)
  source.deliver('Even', { bytes: mail('newer') })
  flag(source, 'Odd', 3)
  expect(await delta()).toMatchObject({
    messages: { source: 41, copied: 1 },
    flagsSet: 1,
    listed: { source: 1, target: 0 },
  })
})

describe('a folder is listed whole', () => {
  test('where its mod-sequence went down, or it has none any more', async () => {
    const { source, target, delta } = await atRest()
    flag(source, 'Odd', 1)
    await delta()
    flag(source, 'Odd', 2)
    delete source.folder('Odd').modSeq
    expect(await delta()).toMatchObject({ status: 'green', flagsSet: 1, listed: { source: 1 } })
    source.deliver('Even', { bytes: mail('new') })
    source.behaviour = { ...source.behaviour, keepsModSeqs: false }
    expect(await delta()).toMatchObject({ status: 'green', messages: { copied: 1 }, listed: { source: 2 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('where the server refuses to tell its changes', async () => {
    const { source, target, delta, meanwhile } = await atRest()
    for (const side of ['source', 'target'] as const)
      meanwhile[side] = (operation) => {
        if (operation === 'changes') throw new ServiceError('folder', 'folder-refused', 'No.', 'Ask why.')
      }
    source.deliver('Even', { bytes: mail('new') })
    source.folder('Even').messages.splice(4, 1)
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 40, copied: 1 } })
    expect(target.folder('Even').messages).toHaveLength(21)
  })

  test('where messages go from it while its changes are told', async () => {
    const { source, target, delta, meanwhile } = await atRest()
    flag(source, 'Odd', 2)
    meanwhile.source = (operation) => {
      meanwhile.source = operation === 'changes' ? () => undefined : meanwhile.source
      if (operation === 'changes') source.folder('Odd').messages.splice(5, 2)
    }
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 38 }, listed: { source: 1 } })
    flag(target, 'Even', 2)
    source.deliver('Even', { bytes: mail('new') })
    meanwhile.target = (operation) => {
      meanwhile.target = operation === 'changes' ? () => undefined : meanwhile.target
      if (operation === 'changes') target.folder('Even').messages.splice(5, 2)
    }
    expect(await delta(LEAVE)).toMatchObject({ status: 'green', messages: { source: 39, copied: 1, removed: 2 } })
  })

  test('where the ledger has lost what it knew of it while the pass ran', async () => {
    const { source, target, delta, meanwhile } = await atRest()
    source.deliver('Even', { bytes: mail('new') })
    const { id } = await db
      .selectFrom('source_folders')
      .select('id')
      .where('name', '=', 'Even')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const forgotten = Promise.withResolvers<unknown>()
    meanwhile.source = (operation) => {
      if (operation !== 'changes') return
      forgotten.resolve(db.deleteFrom('copies').where('folder_id', '=', id).where('uid', '<=', 5).execute())
    }
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 41, copied: 1, present: 40 } })
    await forgotten.promise
    expect(target.folder('Even').messages).toHaveLength(21)
  })
})

test('an emptied folder is asked about, though the service tells that all of it is gone', async () => {
  const { source, target, delta } = await atRest()
  target.folder('Even').messages.length = 0
  target.folder('Odd').messages.length = 0
  expect(await delta()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
  source.folder('Even').messages.length = 0
  source.folder('Odd').messages.length = 0
  expect(await delta()).toMatchObject({ status: 'undecided', error: { code: 'source-shrunken' } })
})
