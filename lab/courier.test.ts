import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCourier } from './index.ts'
import { signedIn } from './signed-in.ts'

const letter = (size: number): string => `Subject: large\r\n\r\n${'x'.repeat(size)}\r\n`

describe('a lab Courier', () => {
  it('signs anybody in, keeps folders below INBOX., and stops without leaving a file', async () => {
    const server = await startCourier()
    const folders = await signedIn(server.port, 'anna@old.example', async (flow) => {
      await flow.mailboxCreate('INBOX.Work.2024')
      return flow.list()
    })
    expect(
      folders.filter(({ flags }) => !flags.has('\\Noselect')).map(({ path, delimiter }) => [path, delimiter]),
    ).toEqual(
      expect.arrayContaining([
        ['INBOX', '.'],
        ['INBOX.Work.2024', '.'],
      ]),
    )
    const maildir = server.mailDir('anna@old.example')
    expect(existsSync(join(maildir, '.Work.2024/cur'))).toBe(true)
    await server.stop()
    expect(existsSync(join(maildir, '../..'))).toBe(false)
  })

  it('checks passwords, and signs in only the users it was given', async () => {
    await using server = await startCourier({ users: { anna: 'se"cret' } })
    const enters = (user: string, pass: string) =>
      signedIn(server.port, user, (flow) => flow.noop(), { auth: { user, pass } })
    await enters('anna', 'se"cret')
    await expect(enters('anna', 'pw')).rejects.toThrow()
    await expect(enters('boris', 'se"cret')).rejects.toThrow()
  })

  it('refuses what is over the quota, in its own words', async () => {
    await using server = await startCourier({ quotaBytes: 40_000 })
    await signedIn(server.port, 'anna', async (flow) => {
      await flow.append('INBOX', letter(25_000))
      await expect(flow.append('INBOX', letter(25_000))).rejects.toMatchObject({
        responseText: expect.stringContaining('quota') as string,
      })
    })
  })
})
