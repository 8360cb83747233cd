import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { startCyrus } from './index.ts'
import { processesOfGroup } from './owned.ts'
import { signedIn } from './signed-in.ts'

const letter = (size: number): string => `Subject: large\r\n\r\n${'x'.repeat(size)}\r\n`

describe('a lab Cyrus', () => {
  it('signs anybody in and stops without leaving a process or a file', async () => {
    const server = await startCyrus({ name: 'cyrus-ends' })
    const folders = await signedIn(server.port, 'anna@old.example', (flow) => flow.list())
    expect(folders.map((folder) => [folder.path, folder.delimiter, folder.specialUse ?? '']).sort()).toEqual([
      ['Drafts', '/', '\\Drafts'],
      ['INBOX', '/', '\\Inbox'],
      ['Junk', '/', '\\Junk'],
      ['Sent', '/', '\\Sent'],
      ['Trash', '/', '\\Trash'],
    ])
    expect(processesOfGroup(server.pid)).not.toEqual([])
    expect(stateFolders('cyrus-ends')).toHaveLength(1)
    await server.stop()
    expect(processesOfGroup(server.pid)).toEqual([])
    expect(stateFolders('cyrus-ends')).toEqual([])
  })

  it('checks passwords, and signs in only the users it was given', async () => {
    await using server = await startCyrus({ users: { anna: 'secret', 'boris@new.example': 'other' } })
    const enters = (user: string, pass: string) =>
      signedIn(server.port, user, (flow) => flow.noop(), { auth: { user, pass } })
    await enters('anna', 'secret')
    await enters('boris@new.example', 'other')
    await expect(enters('anna', 'pw')).rejects.toThrow()
    await expect(enters('boris', 'other')).rejects.toThrow()
  })

  it('runs beside another one, with folders below INBOX. where asked for', async () => {
    const [one, two] = await Promise.all([startCyrus(), startCyrus({ layout: 'dotted' })])
    const paths = async (port: number) =>
      signedIn(port, 'anna', async (flow) => (await flow.list()).map((folder) => folder.path))
    expect(await paths(one.port)).toContain('Sent')
    expect(await paths(two.port)).toContain('INBOX.Sent')
    await Promise.all([one.stop(), two.stop()])
  })

  it('refuses what is over the quota, in its own words, and tells the largest size it takes', async () => {
    await using server = await startCyrus({ quotaBytes: 40_000, maxMailSize: 50_000 })
    await signedIn(server.port, 'anna', async (flow) => {
      expect(flow.capabilities.get('APPENDLIMIT')).toBe(50_000)
      await flow.append('INBOX', letter(25_000))
      await expect(flow.append('INBOX', letter(25_000))).rejects.toMatchObject({ responseText: 'Over quota' })
    })
  })

  it('keeps silent about capabilities it is told to hide', async () => {
    await using server = await startCyrus({ hideCapabilities: ['UIDPLUS', 'BINARY'] })
    const offered = await signedIn(server.port, 'anna', async (flow) => [...flow.capabilities.keys()])
    expect(offered).toContain('MULTIAPPEND')
    expect(offered).not.toContain('UIDPLUS')
    expect(offered).not.toContain('BINARY')
  })

  it('says that it does not start', async () => {
    await expect(startCyrus({ name: 'wrong', extraConf: 'configdirectory:' })).rejects.toThrow(/did not start/)
  })

  it('ends when its owner is killed outright', async () => {
    const index = JSON.stringify(new URL('index.ts', import.meta.url).href)
    const program = `const { startCyrus } = await import(${index}); console.log((await startCyrus()).pid)`
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [pid] = (await once(createInterface(owner.stdout), 'line')) as [string]
    expect(processesOfGroup(Number(pid))).not.toEqual([])
    owner.kill('SIGKILL')
    await expect.poll(() => processesOfGroup(Number(pid)), { timeout: 10_000 }).toEqual([])
  })
})

const stateFolders = (name: string): string[] =>
  [tmpdir(), '/tmp']
    .filter((base, index, all) => existsSync(base) && all.indexOf(base) === index)
    .flatMap((base) => readdirSync(base))
    .filter((entry) => entry.startsWith(`caravan-lab-${process.pid}-${name}-`))
