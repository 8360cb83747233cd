import { spawn } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRoot } from './account.ts'
import { startEmbedded } from './index.ts'
import { clusterProcesses, signal } from './postmaster.ts'
import { clusterOf, postmasterPid, query, stay, until, writtenPid } from './testing/processes.ts'

let dataDir = ''

beforeEach(async () => {
  dataDir = await mkdtemp('/tmp/caravan-test-')
})

afterEach(async () => {
  for (const pid of await clusterProcesses(clusterOf(dataDir))) signal(pid, 'SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

describe('after a kill', () => {
  test('of Node alone, the server it left is used and stopped in the end', async () => {
    const killed = stay(dataDir)
    expect(await killed.line()).toMatch(/^in /)
    const left = await postmasterPid(dataDir)
    killed.process.kill('SIGKILL')
    await killed.ended
    expect(await postmasterPid(dataDir)).toBe(left)

    const server = await startEmbedded({ dataDir })
    expect(await postmasterPid(dataDir)).toBe(left)
    await server.release()
    expect(await postmasterPid(dataDir)).toBeUndefined()
  })

  test('of the postmaster, a start at once succeeds with every committed row', async () => {
    await (await startEmbedded({ dataDir })).release()
    for (let round = 1; round <= 3; round++) {
      const stayed = stay(dataDir)
      const [, socketDir] = (await stayed.line()).split(' ')
      await query(socketDir!, 'create table if not exists rows (n int)')
      await query(socketDir!, `insert into rows select ${round}`)
      stayed.process.kill('SIGKILL')
      signal((await postmasterPid(dataDir))!, 'SIGKILL')
      const server = await startEmbedded({ dataDir })
      expect(await query(server.socketDir, 'select count(*)::int as n from rows')).toEqual([{ n: round }])
      await server.release()
    }
  })

  test('of the postmaster, a backend deep in a query does not keep it from starting', async () => {
    const server = await startEmbedded({ dataDir })
    const client = new Client({ host: server.socketDir, user: 'caravan', database: 'caravan' })
    client.on('error', () => undefined)
    await client.connect()
    // It looks up only between rows that it sends, and sends none.
    const busy = client.query('select count(*) from generate_series(1, 20000000000)').catch(() => undefined)
    await until(async () => (await query(server.socketDir, 'select 1')).length === 1)
    signal((await postmasterPid(dataDir))!, 'SIGKILL')
    await busy
    expect(await until(async () => (await postmasterPid(dataDir)) !== undefined)).toBe(true)
    await server.release()
  })

  test('of everything, committed rows are there', async () => {
    const stayed = stay(dataDir)
    const [, socketDir] = (await stayed.line()).split(' ')
    await query(socketDir!, 'create table kept as select generate_series(1, 10000) as n')
    stayed.process.kill('SIGKILL')
    for (const pid of await clusterProcesses(clusterOf(dataDir))) signal(pid, 'SIGKILL')
    const server = await startEmbedded({ dataDir })
    expect(await query(server.socketDir, 'select count(*)::int as n from kept')).toEqual([{ n: 10000 }])
    await server.release()
  })

  test('of the postmaster, a process that was present starts it again and is counted again', async () => {
    const server = await startEmbedded({ dataDir })
    const first = await postmasterPid(dataDir)
    signal(first!, 'SIGKILL')
    expect(await until(async () => ![undefined, first].includes(await postmasterPid(dataDir)))).toBe(true)
    const other = stay(dataDir)
    expect(await other.line()).toMatch(/^in /)
    other.tell('leave')
    expect(await other.line()).toBe('left')
    expect(await query(server.socketDir, 'select 1 as up')).toEqual([{ up: 1 }])
    await server.release()
    expect(await postmasterPid(dataDir)).toBeUndefined()
  })

  test('a number in a left lock file that another process has by now is not believed', async () => {
    const before = await startEmbedded({ dataDir })
    await before.release()
    const { uid, gid } = await stat(clusterOf(dataDir))
    const other = spawn('sleep', ['60'], isRoot() ? { uid, gid, cwd: clusterOf(dataDir) } : { cwd: clusterOf(dataDir) })
    const file = join(clusterOf(dataDir), 'postmaster.pid')
    await writeFile(file, [other.pid, clusterOf(dataDir), 1, 5432, '/tmp', '', '  1 1', 'ready   ', ''].join('\n'))
    await writeFile(join(before.socketDir, '.s.PGSQL.5432.lock'), `${other.pid}\n`)
    const server = await startEmbedded({ dataDir })
    expect(await writtenPid(dataDir)).not.toBe(other.pid)
    expect(other.exitCode).toBeNull()
    await server.release()
    other.kill()
  })

  test('a newcomer waits for a server that is shutting down, and starts it anew', async () => {
    const stayed = stay(dataDir)
    expect(await stayed.line()).toMatch(/^in /)
    const first = await postmasterPid(dataDir)
    stayed.process.kill('SIGSTOP')
    // SIGTERM is the slow shutdown: it waits for the client that does not answer any more.
    signal(first!, 'SIGTERM')
    const server = await startEmbedded({ dataDir })
    expect(await postmasterPid(dataDir)).not.toBe(first)
    expect(await query(server.socketDir, 'select 1 as up')).toEqual([{ up: 1 }])
    stayed.process.kill('SIGKILL')
    await server.release()
  })
})
