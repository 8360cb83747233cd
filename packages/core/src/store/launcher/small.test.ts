import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isRoot } from './account.ts'
import { defaultDataFolder } from './home.ts'
import { boundLog, tailOf } from './server-log.ts'
import { withStartLock } from './start-lock.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp('/tmp/caravan-test-')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

describe('the start lock', () => {
  test('lets one in at a time, and the next one in after a failure', async () => {
    const file = join(folder, 'lock')
    const seen: string[] = []
    const { promise: inside, resolve: isInside } = Promise.withResolvers<undefined>()
    const failing = withStartLock(file, async () => {
      isInside(undefined)
      await sleep(50)
      seen.push('first out')
      throw new Error('as asked')
    })
    await inside
    const [first] = await Promise.allSettled([failing, withStartLock(file, async () => seen.push('second in'))])
    expect(first.status).toBe('rejected')
    expect(seen).toEqual(['first out', 'second in'])
  })

  test('gives up in time, and names who holds it', async () => {
    const file = join(folder, 'lock')
    await withStartLock(file, async () => {
      await expect(withStartLock(file, async () => undefined, 60)).rejects.toMatchObject({
        code: 'database-start-blocked',
      })
    })
  })
})

describe("the server's log", () => {
  test('is cut when it has grown, and one older part is kept', async () => {
    const log = join(folder, 'server.log')
    await writeFile(log, 'x'.repeat(5_000_000))
    await boundLog(log)
    expect((await stat(log)).size).toBe(0)
    expect((await stat(`${log}.1`)).size).toBe(5_000_000)
    await writeFile(log, 'short')
    await boundLog(log)
    expect(await readFile(log, 'utf8')).toBe('short')
  })

  test('gives its last lines since a start', async () => {
    const log = join(folder, 'server.log')
    await writeFile(log, 'old\nnew\n')
    expect(await tailOf(log, 4)).toBe('new')
  })
})

test('the data folder is chosen by CARAVAN_DATA, else by who runs the program', () => {
  vi.stubEnv('CARAVAN_DATA', '/somewhere/else')
  expect(defaultDataFolder()).toBe('/somewhere/else')
  vi.stubEnv('CARAVAN_DATA', '')
  expect(defaultDataFolder()).toBe(isRoot() ? '/var/lib/caravan' : join(homedir(), '.local/share/caravan'))
})
