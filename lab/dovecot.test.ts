import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { startDovecot } from './index.ts'
import { processesOfGroup } from './owned.ts'
import { signedIn } from './signed-in.ts'

// Without a mount namespace a link below /usr is needed; a test leaves none where there was none.
const LINK = '/usr/lib/dovecot'
const hadLink = existsSync(LINK)
afterAll(async () => {
  if (!hadLink && process.getuid?.() === 0) await rm(LINK, { recursive: true, force: true })
})

describe('a lab Dovecot', () => {
  it.each([true, false])(
    'signs anybody in and stops without leaving a process or a file (overlay %s)',
    async (overlay) => {
      const server = await startDovecot({ name: 'sign-in', overlay })
      const folders = await signedIn(server.port, 'anna@old.example', (flow) => flow.list())
      expect(folders.map((folder) => [folder.path, folder.specialUse ?? '']).sort()).toEqual([
        ['Drafts', '\\Drafts'],
        ['INBOX', '\\Inbox'],
        ['Junk', '\\Junk'],
        ['Sent', '\\Sent'],
        ['Trash', '\\Trash'],
      ])
      expect(processesOfGroup(server.pid)).not.toEqual([])
      expect(existsSync(server.mailDir('anna@old.example'))).toBe(true)
      await server.stop()
      expect(processesOfGroup(server.pid)).toEqual([])
      expect(existsSync(join(server.mailDir('x'), '../..'))).toBe(false)
    },
  )

  it('runs beside another one', async () => {
    await using one = await startDovecot({ name: 'one' })
    const [two, three] = await Promise.all([startDovecot({ name: 'two' }), startDovecot({ name: 'three' })])
    expect(new Set([one.port, two.port, three.port]).size).toBe(3)
    for (const { port } of [one, two, three]) await signedIn(port, 'anna', (flow) => flow.noop())
    await Promise.all([two.stop(), three.stop()])
  })

  it('lets the master user in as anybody', async () => {
    await using server = await startDovecot()
    const auth = { user: 'anna*admin', pass: 'master' }
    await signedIn(server.port, '', (flow) => flow.mailboxCreate('Here'), { auth })
    const folders = await signedIn(server.port, 'anna', (flow) => flow.list())
    expect(folders.map((folder) => folder.path)).toContain('Here')
  })

  it('signs in only the users it was given', async () => {
    await using server = await startDovecot({ users: { anna: 'secret' } })
    await signedIn(server.port, 'anna', (flow) => flow.noop(), { auth: { user: 'anna', pass: 'secret' } })
    await expect(signedIn(server.port, 'anna', (flow) => flow.noop())).rejects.toThrow()
    await expect(signedIn(server.port, 'dmitri', (flow) => flow.noop())).rejects.toThrow()
  })

  it('speaks TLS with a certificate that can be verified', async () => {
    await using server = await startDovecot({ tls: true })
    const tls = { ca: server.ca ?? '' }
    await signedIn(server.tlsPort ?? 0, 'anna', (flow) => flow.noop(), { secure: true, tls })
    await signedIn(server.port, 'anna', (flow) => flow.noop(), { doSTARTTLS: true, tls })
    await expect(signedIn(server.tlsPort ?? 0, 'anna', (flow) => flow.noop(), { secure: true })).rejects.toThrow(
      /self-signed/,
    )
  })

  it('refuses what is over the quota or too large', async () => {
    await using server = await startDovecot({ quotaBytes: 40_000, maxMailSize: 30_000 })
    const letter = (size: number): string => `Subject: large\r\n\r\n${'x'.repeat(size)}\r\n`
    await signedIn(server.port, 'anna', async (flow) => {
      await flow.append('INBOX', letter(25_000))
      await expect(flow.append('INBOX', letter(31_000))).rejects.toMatchObject({ serverResponseCode: 'LIMIT' })
      await expect(flow.append('INBOX', letter(25_000))).rejects.toMatchObject({ serverResponseCode: 'OVERQUOTA' })
    })
  })

  it('gives one user less room than the others, and more when it is told to', async () => {
    const users = { anna: 'pw', ben: 'pw' }
    await using server = await startDovecot({ users, quotaBytes: 100_000, rooms: { anna: 40_000 } })
    const letter = `Subject: large\r\n\r\n${'x'.repeat(25_000)}\r\n`
    const append = (user: string) => signedIn(server.port, user, (flow) => flow.append('INBOX', letter))
    await append('anna')
    await expect(append('anna')).rejects.toMatchObject({ serverResponseCode: 'OVERQUOTA' })
    await append('ben')
    await append('ben')
    await server.giveRooms({})
    await append('anna')
  })

  it('keeps silent about capabilities it is told to hide', async () => {
    await using server = await startDovecot({ hideCapabilities: ['UIDPLUS', 'MULTIAPPEND', 'LITERAL+'] })
    await using whole = await startDovecot()
    const offered = async (port: number): Promise<string[]> =>
      signedIn(port, 'anna', async (flow) => [...flow.capabilities.keys()])
    const [less, all] = [await offered(server.port), await offered(whole.port)]
    expect(all.filter((word) => !less.includes(word)).sort()).toEqual(['LITERAL+', 'MULTIAPPEND', 'UIDPLUS'])
  })

  it('reads its own configuration last', async () => {
    await using server = await startDovecot({ extraConf: 'namespace inbox {\n  prefix = INBOX.\n  separator = .\n}' })
    const folders = await signedIn(server.port, 'anna', (flow) => flow.list())
    expect(folders.map((folder) => folder.path)).toContain('INBOX.Sent')
  })

  it('says why it does not start', async () => {
    await expect(startDovecot({ name: 'wrong', extraConf: 'no_such_setting = yes' })).rejects.toThrow(
      /did not start[^]*no_such_setting/,
    )
  })

  it('ends when its owner is killed outright', async () => {
    const index = JSON.stringify(new URL('index.ts', import.meta.url).href)
    const program = `const { startDovecot } = await import(${index}); console.log((await startDovecot()).pid)`
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [pid] = (await once(createInterface(owner.stdout), 'line')) as [string]
    expect(processesOfGroup(Number(pid))).not.toEqual([])
    owner.kill('SIGKILL')
    await expect.poll(() => processesOfGroup(Number(pid)), { timeout: 10_000 }).toEqual([])
  })
})
