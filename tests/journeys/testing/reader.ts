import { compareMailboxes } from '@caravan/lab'
import { ImapFlow } from 'imapflow'
import { expect } from 'vitest'
import { mailbox, PASSWORD, type Server } from './mail-server.ts'

/** Signs in with a client that is not ours, does the work, signs out. */
export async function withMailbox<T>(server: Server, user: string, work: (flow: ImapFlow) => Promise<T>): Promise<T> {
  const flow = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    auth: { user, pass: PASSWORD },
    logger: false,
  })
  await flow.connect()
  try {
    return await work(flow)
  } finally {
    await flow.logout()
  }
}

/** The same with one folder open. */
export const withFolder = <T>(server: Server, user: string, folder: string, work: (flow: ImapFlow) => Promise<T>) =>
  withMailbox(server, user, async (flow) => {
    await flow.mailboxOpen(folder)
    return work(flow)
  })

/** Each message of the one mailbox once in the other, with its bytes, flags and date, and nothing besides. */
export async function expectSame(from: Server, fromUser: string, to: Server, toUser = fromUser): Promise<void> {
  const { missing, extra, flagsChanged, dateChanged, foldersMissing, differences } = await compareMailboxes(
    mailbox(from, fromUser),
    mailbox(to, toUser),
  )
  expect({ missing, extra, flagsChanged, dateChanged, foldersMissing, differences }).toEqual({
    missing: 0,
    extra: 0,
    flagsChanged: 0,
    dateChanged: 0,
    foldersMissing: [],
    differences: [],
  })
}

export interface FoundMail {
  readonly raw: Buffer
  readonly flags: ReadonlySet<string>
}

/** What each folder of a mailbox holds. */
export const folderMail = (server: Server, user: string): Promise<Map<string, FoundMail[]>> =>
  withMailbox(server, user, async (flow) => {
    const held = new Map<string, FoundMail[]>()
    for (const { path, flags: attributes } of await flow.list()) {
      if (attributes.has('\\Noselect')) continue
      const { exists } = await flow.mailboxOpen(path, { readOnly: true })
      const mail: FoundMail[] = []
      if (exists > 0)
        for await (const { source = Buffer.alloc(0), flags = new Set<string>() } of flow.fetch('1:*', {
          source: true,
          flags: true,
        }))
          mail.push({ raw: source, flags })
      held.set(path, mail)
    }
    return held
  })
