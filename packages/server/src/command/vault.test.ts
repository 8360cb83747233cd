import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Secret } from '@caravan/core/model'
import { openCredential, openDatabase, openVault, putCredentials, readKeyFile } from '@caravan/core/store'
import { expect, test } from 'vitest'
import { run } from './run.ts'

const slotOf = (subject: string) => ({ organisation: randomUUID(), purpose: 'webhook' as const, subject })

test('caravan vault rotate seals everything under the new key, also where it is run again', async () => {
  const dataDir = await mkdtemp('/tmp/caravan-rotate-')
  const keyFolder = await mkdtemp('/tmp/caravan-new-key-')
  const newKey = `${keyFolder}/new.key`
  await writeFile(newKey, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  const words: string[] = []
  const stream = { write: (text: string) => words.push(text) > 0 } as unknown as NodeJS.WriteStream
  const rotate = () =>
    run(['vault', 'rotate', '--new-key-file', newKey, '--data', dataDir, '--json'], { out: stream, err: stream })
  const database = await openDatabase({ dataDir, url: '' })
  try {
    const { keys } = await openVault(database.kysely, { dataDir, env: {} })
    const slots = Array.from({ length: 20 }, () => slotOf(randomUUID()))
    await putCredentials(
      database.kysely,
      keys,
      slots.map((slot, index) => ({ ...slot, secret: new Secret(`secret ${index}`) })),
    )
    expect(await rotate()).toBe(0)
    expect(JSON.parse(words.pop() ?? '')).toMatchObject({ resealed: 20, left: 0, damaged: [] })
    const renewed = await readKeyFile(newKey)
    for (const [index, slot] of slots.entries())
      expect((await openCredential(database.kysely, renewed, slot)).reveal()).toBe(`secret ${index}`)
    await expect(openCredential(database.kysely, keys, slots[0]!)).rejects.toMatchObject({ code: 'master-key-lost' })
    // The data folder still has the old key alone, as after a change that was stopped.
    expect(await rotate()).toBe(0)
    expect(JSON.parse(words.pop() ?? '')).toMatchObject({ resealed: 0, left: 0 })
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
    await rm(keyFolder, { recursive: true })
  }
})

test('without a new key the command says how it is written', async () => {
  const words: string[] = []
  const stream = { write: (text: string) => words.push(text) > 0 } as unknown as NodeJS.WriteStream
  expect(await run(['vault', 'rotate'], { out: stream, err: stream })).toBe(2)
  expect(words.join('')).toContain('--new-key-file')
})
