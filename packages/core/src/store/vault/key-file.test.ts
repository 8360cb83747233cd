import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKeyFile, readKeyFile } from './key-file.ts'
import { parseMasterKeys } from './master-key.ts'

const BASE64 = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQmrzeERIzRFU='
const HEX = Buffer.from(BASE64, 'base64').toString('hex')
const OTHER = 'mLt2tXwQ4rZ0u1oYh3V8s9EJk6cP5DfA7xGiNqKw2e4='

let folder = ''
let count = 0

beforeAll(async () => {
  folder = await mkdtemp('/tmp/caravan-test-')
})

afterAll(() => rm(folder, { recursive: true }))

async function file(text: string, mode = 0o600): Promise<string> {
  const name = join(folder, `key-${++count}`)
  await writeFile(name, text, { mode })
  await chmod(name, mode)
  return name
}

describe('a master key', () => {
  test('is read as base64, its URL form or hex, with words and empty lines beside it', () => {
    const { id } = parseMasterKeys(BASE64, 'x').first
    expect(id).toMatch(/^[0-9a-f]{16}$/)
    const forms = [HEX, HEX.toUpperCase(), BASE64.replace('=', ''), `# words\r\n\n  ${BASE64}\r\n`]
    for (const form of forms) expect(parseMasterKeys(form, 'x').first.id).toBe(id)
    expect(parseMasterKeys(OTHER, 'x').first.id).not.toBe(id)
    const urlForm = Buffer.from(OTHER, 'base64').toString('base64url')
    expect(parseMasterKeys(urlForm, 'x').first.id).toBe(parseMasterKeys(OTHER, 'x').first.id)
  })

  test('stands first, and earlier ones in the lines below it', () => {
    const both = parseMasterKeys(`${BASE64}\n${OTHER}`, 'x')
    expect(both.first.id).toBe(parseMasterKeys(BASE64, 'x').first.id)
    expect(both.ids).toHaveLength(2)
  })

  test('of another length, another form or no chance in it is refused, and never quoted', () => {
    const zeros = Buffer.alloc(32).toString('base64')
    const wrong = ['', '# only words', 'correct horse battery', BASE64.slice(4), `${HEX}00`, HEX.slice(1), zeros]
    for (const text of [...wrong, Array(17).fill(BASE64).join('\n'), `${BASE64}\nnonsense!`]) {
      const failure = (() => {
        try {
          return parseMasterKeys(text, 'CARAVAN_MASTER_KEY')
        } catch (error) {
          return error
        }
      })()
      expect(failure, text).toMatchObject({ code: 'master-key-invalid' })
      expect((failure as Error).message).toContain('CARAVAN_MASTER_KEY')
      for (const line of text.split('\n').filter((part) => part.length > 8 && !part.startsWith('#')))
        expect(inspect(failure)).not.toContain(line.slice(0, 12))
    }
  })

  test('prints as its fingerprint', () => {
    const keys = parseMasterKeys(BASE64, 'x')
    for (const text of [
      inspect(keys, { depth: 9, showHidden: true }),
      JSON.stringify(keys.first),
      inspect(keys.first),
    ]) {
      expect(text).toContain(keys.first.id)
      expect(text).not.toContain(HEX.slice(0, 12))
      expect(text).not.toContain(BASE64.slice(0, 12))
    }
  })
})

describe('a key file', () => {
  test('that others can read or write is refused, with the command that mends it', async () => {
    for (const mode of [0o644, 0o640, 0o604, 0o620, 0o602, 0o666]) {
      const exposed = await file(BASE64, mode)
      await expect(readKeyFile(exposed)).rejects.toMatchObject({
        code: 'master-key-exposed',
        remedy: expect.stringContaining(`chmod 600 ${exposed}`) as string,
      })
    }
    for (const mode of [0o600, 0o400]) expect((await readKeyFile(await file(BASE64, mode))).ids).toHaveLength(1)
  })

  test.skipIf(process.getuid?.() !== 0)('that belongs to another user is refused (needs root)', async () => {
    const theirs = await file(BASE64)
    await chown(theirs, 54_321, 54_321)
    await expect(readKeyFile(theirs)).rejects.toMatchObject({ code: 'master-key-exposed' })
  })

  test('behind a link is judged by the file itself', async () => {
    const name = join(folder, 'link')
    await symlink(await file(BASE64), name)
    expect((await readKeyFile(name)).ids).toHaveLength(1)
    await symlink(await file(BASE64, 0o644), `${name}-2`)
    await expect(readKeyFile(`${name}-2`)).rejects.toMatchObject({ code: 'master-key-exposed' })
  })

  test('that is none is refused without waiting: absent, a folder, a pipe, a large file', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', ['-m', '600', pipe])
    for (const name of [join(folder, 'absent'), folder, pipe, await file(`${'#'.repeat(20_000)}\n${BASE64}`)])
      await expect(readKeyFile(name)).rejects.toMatchObject({ code: 'master-key-unreadable' })
  })

  test('is made for its owner alone, says what it is, and leaves nothing beside it', async () => {
    const data = join(folder, 'data', 'deep')
    const name = join(data, 'master.key')
    const { keys, made } = await makeKeyFile(name)
    expect(made).toBe(true)
    expect((await stat(name)).mode & 0o777).toBe(0o600)
    expect(await readFile(name, 'utf8')).toMatch(/^# The master key of this Caravan[^]*Keep a copy/)
    expect((await readKeyFile(name)).ids).toEqual(keys.ids)
    expect(await readdir(data)).toEqual(['master.key'])
  })

  test('that is there is never written over, also when many make one at once', async () => {
    const name = join(folder, 'race.key')
    const all = await Promise.all(Array.from({ length: 12 }, () => makeKeyFile(name)))
    expect(all.filter(({ made }) => made)).toHaveLength(1)
    expect(new Set(all.map(({ keys }) => keys.first.id)).size).toBe(1)
    expect((await readdir(folder)).filter((entry) => entry.startsWith('race'))).toEqual(['race.key'])
    const broken = await file('broken')
    await expect(makeKeyFile(broken)).rejects.toMatchObject({ code: 'master-key-invalid' })
    expect(await readFile(broken, 'utf8')).toBe('broken')
  })

  test('that cannot be made has a name', async () => {
    await mkdir(join(folder, 'taken'))
    await writeFile(join(folder, 'taken', 'file'), '')
    await expect(makeKeyFile(join(folder, 'taken', 'file', 'master.key'))).rejects.toMatchObject({
      code: 'master-key-not-written',
    })
  })
})
