import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { isRoot } from './account.ts'
import { startEmbedded } from './index.ts'
import { clusterOf, postmasterPid, query, stay, until } from './testing/processes.ts'

const folders: string[] = []

async function folder(name = 'caravan-test-'): Promise<string> {
  const made = await mkdtemp(join('/tmp', name))
  folders.push(made)
  return made
}

afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
})

describe('the embedded database', () => {
  test('is made on the first start, keeps its rows over a stop, and stops with its last user', async () => {
    const dataDir = await folder()
    const first = await startEmbedded({ dataDir })
    await query(first.socketDir, 'create table kept as select 42 as answer')
    await first.release()
    expect(await postmasterPid(dataDir)).toBeUndefined()

    const second = await startEmbedded({ dataDir })
    expect(await query(second.socketDir, 'select * from kept')).toEqual([{ answer: 42 }])
    const [settings] = await query(
      second.socketDir,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
         current_setting('full_page_writes') as pages, current_setting('listen_addresses') as net,
         current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone`,
    )
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', net: '', encoding: 'UTF8', zone: 'UTC' })
    await second.release()
    await second.release()
    expect(await postmasterPid(dataDir)).toBeUndefined()
  })

  test('is made once by two first starts at once, and the one that leaves first does not stop it', async () => {
    const dataDir = await folder()
    const [one, two] = [stay(dataDir), stay(dataDir)]
    const [first, second] = await Promise.all([one.line(), two.line()])
    expect(first).toMatch(/^in /)
    expect(second).toBe(first)
    const pid = await postmasterPid(dataDir)
    one.tell('leave')
    expect(await one.line()).toBe('left')
    expect(await postmasterPid(dataDir)).toBe(pid)
    two.tell('leave')
    expect(await two.line()).toBe('left')
    expect(await postmasterPid(dataDir)).toBeUndefined()
  })

  test('is shared by two users inside one process', async () => {
    const dataDir = await folder()
    const [one, two] = await Promise.all([startEmbedded({ dataDir }), startEmbedded({ dataDir })])
    await one.release()
    expect(await query(two.socketDir, 'select 1 as up')).toEqual([{ up: 1 }])
    await two.release()
    expect(await postmasterPid(dataDir)).toBeUndefined()
  })

  test('is stopped by a helper when the command that used it fails', async () => {
    const dataDir = await folder()
    const command = stay(dataDir)
    expect(await command.line()).toMatch(/^in /)
    command.tell('fail')
    await command.ended
    expect(await until(async () => (await postmasterPid(dataDir)) === undefined)).toBe(true)
  })

  test('opens under a path that is long and odd', async () => {
    const above = await folder()
    await chmod(above, 0o755)
    const dataDir = join(above, `it's "odd", ü ${'x'.repeat(150)}`)
    const server = await startEmbedded({ dataDir })
    expect(Buffer.byteLength(join(server.socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(100)
    expect((await stat(server.socketDir)).mode & 0o777).toBe(0o700)
    expect(await query(server.socketDir, 'select 1 as up')).toEqual([{ up: 1 }])
    await server.release()
    await rm(server.socketDir, { recursive: true })
  })

  test('refuses files of another PostgreSQL version, and says how to move them', async () => {
    const dataDir = await folder()
    await (await startEmbedded({ dataDir })).release()
    await writeFile(join(clusterOf(dataDir), 'PG_VERSION'), '17\n')
    const failure: unknown = await startEmbedded({ dataDir }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'database-major-version' })
    expect((failure as { remedy: string }).remedy).toMatch(/backup.*restore/)
  })

  test('asks for DATABASE_URL where there are no programs', async () => {
    const failure = await startEmbedded({ dataDir: await folder(), binaries: '/nonexistent' }).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: 'embedded-database-unavailable' })
    expect((failure as { remedy: string }).remedy).toContain('DATABASE_URL')
  })

  test.skipIf(isRoot())('runs as the user who starts it', async () => {
    const dataDir = await folder()
    const server = await startEmbedded({ dataDir })
    expect((await stat(clusterOf(dataDir))).uid).toBe(process.getuid?.())
    await server.release()
  })
})
