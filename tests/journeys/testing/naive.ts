// A copier as many are written: for each message of the source that is not known yet, fetch, APPEND, remember. Known is
// what its own record names, or, without one, what the target has the Message-ID of. On any error it connects anew and
// goes on. Run as a program of its own, so that it can be killed: node naive.ts '{"from":{…},"to":{…},"record":"FILE"}'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { ImapFlow } from 'imapflow'

interface Side {
  port: number
  user: string
  pass: string
}

const MOST_TRIES = 30
const { from, to, record } = JSON.parse(process.argv[2] ?? '') as { from: Side; to: Side; record?: string }
const recorded = new Set(record && existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as string[]) : [])

for (let tries = 1; ; tries++) {
  const open: ImapFlow[] = []
  try {
    const [source, target] = [await signIn(from, open), await signIn(to, open)]
    for (const { path } of await source.list()) await copyFolder(source, target, path)
    break
  } catch (error) {
    if (tries === MOST_TRIES) throw error
  } finally {
    for (const flow of open) flow.close()
  }
}

async function signIn({ port, user, pass }: Side, open: ImapFlow[]): Promise<ImapFlow> {
  const flow = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass }, logger: false })
  open.push(flow)
  flow.on('error', () => undefined)
  await flow.connect()
  return flow
}

async function copyFolder(source: ImapFlow, target: ImapFlow, path: string): Promise<void> {
  await target.mailboxCreate(path)
  const known = record ? recorded : new Set((await list(target, path)).map(([, id]) => id))
  for (const [uid, messageId] of await list(source, path)) {
    const key = record ? `${path} ${uid}` : messageId
    if (known.has(key)) continue
    const got = await source.fetchOne(String(uid), { source: true, flags: true, internalDate: true }, { uid: true })
    if (!got || !got.source) throw new Error(`There is no message ${uid}`)
    const flags = [...(got.flags ?? [])].filter((flag) => flag !== '\\Recent')
    await target.append(path, got.source, flags, got.internalDate)
    known.add(key)
    if (record) writeFileSync(record, JSON.stringify([...recorded]))
  }
}

async function list(flow: ImapFlow, path: string): Promise<[uid: number, messageId: string][]> {
  const { exists } = await flow.mailboxOpen(path, { readOnly: true })
  if (exists === 0) return []
  const all = await flow.fetchAll('1:*', { envelope: true })
  return all.map(({ uid, envelope }) => [uid, envelope?.messageId ?? ''])
}
