import { chown, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Dovecot, encodeMailboxName } from '@caravan/lab'
import { ImapFlow } from 'imapflow'
import { keyOf } from './mail.ts'
import type { Standing } from './standing.ts'

/** A mailbox on a Dovecot as its owner sees it, by a client that is not ours. */
export class DovecotOwner {
  readonly #server: Dovecot
  readonly #user: string

  constructor(server: Dovecot, user: string) {
    this.#server = server
    this.#user = user
  }

  async with<T>(work: (flow: ImapFlow) => Promise<T>): Promise<T> {
    const flow = new ImapFlow({
      host: this.#server.host,
      port: this.#server.port,
      secure: false,
      auth: { user: this.#user, pass: 'pw' },
      logger: false,
    })
    await flow.connect()
    try {
      return await work(flow)
    } finally {
      await flow.logout()
    }
  }

  /** Every message, its folder named as the ledger names it. */
  async standing(): Promise<Standing[]> {
    return this.with(async (flow) => {
      const all: Standing[] = []
      for (const path of await folders(flow)) {
        const lock = await flow.getMailboxLock(path, { readOnly: true })
        try {
          if (flow.mailbox === false || flow.mailbox.exists === 0) continue
          for await (const message of flow.fetch('1:*', { uid: true, flags: true, internalDate: true, source: true })) {
            all.push({
              folder: encodeMailboxName(path),
              uid: message.uid,
              key: keyOf(message.source ?? Buffer.alloc(0)),
              flags: [...(message.flags ?? [])]
                .filter((flag) => flag !== '\\Recent')
                .sort()
                .join(' '),
              date: Math.floor(new Date(message.internalDate ?? 0).getTime() / 1000),
            })
          }
        } finally {
          lock.release()
        }
      }
      return all
    })
  }

  async deliver(folder: string, bytes: Buffer, date: number): Promise<void> {
    await this.with(async (flow) => {
      await make(flow, folder)
      await flow.append(folder, bytes, [], new Date(date * 1000))
    })
  }

  async toggle(folder: string, { uid, flags }: Standing, flag: string): Promise<void> {
    await this.in(folder, (flow) =>
      flags.includes(flag)
        ? flow.messageFlagsRemove(String(uid), [flag], { uid: true })
        : flow.messageFlagsAdd(String(uid), [flag], { uid: true }),
    )
  }

  async move(folder: string, uid: number, to: string): Promise<void> {
    await this.with((flow) => make(flow, to))
    await this.in(folder, (flow) => flow.messageMove(String(uid), to, { uid: true }))
  }

  async delete(folder: string, uid: number): Promise<void> {
    await this.in(folder, (flow) => flow.messageDelete(String(uid), { uid: true }))
  }

  /** False where the one is not there or the other is. */
  async rename(folder: string, to: string): Promise<boolean> {
    return this.with(async (flow) => {
      const paths = await folders(flow)
      if (!paths.includes(folder) || paths.includes(to)) return false
      await flow.mailboxRename(folder, to)
      return true
    })
  }

  /** Takes away what Dovecot knows of a folder, so that it numbers its messages anew under another UIDVALIDITY. */
  async renumber(folder: string): Promise<boolean> {
    const validity = await this.with(async (flow) => {
      if (!(await folders(flow)).includes(folder)) return undefined
      const status = await flow.status(folder, { uidValidity: true })
      return status === false ? undefined : status.uidValidity
    })
    if (validity === undefined) return false
    const home = this.#server.mailDir(this.#user)
    const path = folder === 'INBOX' ? home : join(home, `.${encodeMailboxName(folder).replaceAll('/', '.')}`)
    for (const name of await readdir(path))
      if (/^dovecot(-uid|\.index)/.test(name)) await rm(join(path, name), { force: true })
    const list = join(path, 'dovecot-uidlist')
    await writeFile(list, `3 V${validity + 1000n} N1\n`)
    const { uid, gid } = await stat(path)
    await chown(list, uid, gid)
    return true
  }

  async in<T>(folder: string, work: (flow: ImapFlow) => Promise<T>): Promise<T> {
    return this.with(async (flow) => {
      await flow.mailboxOpen(folder)
      return work(flow)
    })
  }
}

async function make(flow: ImapFlow, folder: string): Promise<void> {
  if (!(await folders(flow)).includes(folder)) await flow.mailboxCreate(folder)
}

/** Folders that hold mail; others only hold folders. */
const folders = async (flow: ImapFlow): Promise<string[]> =>
  (await flow.list())
    .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
    .map(({ path }) => path)
