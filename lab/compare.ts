import { createHash } from 'node:crypto'
import { ImapFlow } from 'imapflow'

/** Where a mailbox is read. */
export interface MailboxAt {
  host?: string
  port: number
  user: string
  /** `pw` when not given. */
  pass?: string
  /** TLS from the first byte, with the certificate to trust. */
  ca?: string
  /** The server's prefix of personal folders, such as `INBOX.`; taken off before names are compared. */
  prefix?: string
}

export interface CompareOptions {
  /** Accepts, and counts, the rewrites that servers make. */
  normalised?: boolean
  /** Folders of A that are called otherwise in B, levels parted by `/`. */
  renamed?: Readonly<Record<string, string>>
}

export interface Comparison {
  folders: number
  messagesA: number
  messagesB: number
  missing: number
  extra: number
  flagsChanged: number
  dateChanged: number
  /** Found only after what servers rewrite was made equal; 0 without that option. */
  normalised: number
  foldersMissing: string[]
  /** One line for each difference, the first hundred. */
  differences: string[]
  /** Nothing missing, extra or changed. */
  same: boolean
}

interface Seen {
  digest: string
  normal: string
  flags: string
  seconds: number
  label: string
}

/**
 * Reads two mailboxes with an independent client and says whether B holds each message of A once, in its folder, with
 * its bytes, flags (but \Recent) and internal date. Identical messages are told apart by date and flags. With
 * `normalised` also the rewrites that servers make are accepted, and counted: line ends, a last line end, NUL, 8-bit
 * bytes of a header.
 */
export async function compareMailboxes(
  a: MailboxAt,
  b: MailboxAt,
  { normalised = false, renamed = {} }: CompareOptions = {},
): Promise<Comparison> {
  const [read, target] = await Promise.all([readMailbox(a), readMailbox(b)])
  const source = new Map([...read].map(([folder, messages]) => [renamed[folder] ?? folder, messages]))
  const result: Comparison = {
    folders: source.size,
    messagesA: total(source),
    messagesB: total(target),
    missing: 0,
    extra: 0,
    flagsChanged: 0,
    dateChanged: 0,
    normalised: 0,
    foldersMissing: [],
    differences: [],
    same: false,
  }
  for (const [folder, messages] of source) {
    if (!target.has(folder)) result.foldersMissing.push(folder)
    compareFolder(folder, messages, target.get(folder) ?? [], normalised, result)
  }
  for (const [folder, messages] of target)
    if (!source.has(folder)) compareFolder(folder, [], messages, normalised, result)
  result.same =
    result.missing + result.extra + result.flagsChanged + result.dateChanged + result.foldersMissing.length === 0
  result.differences.splice(100)
  return result
}

function compareFolder(
  folder: string,
  a: readonly Seen[],
  b: readonly Seen[],
  normalised: boolean,
  result: Comparison,
) {
  const note = (what: string, message: Seen) => result.differences.push(`${folder}: ${what}: ${message.label}`)
  // The closest likeness is paired first, so that of two identical messages none is blamed for the other's flags.
  const keys: [(message: Seen) => string, boolean][] = [
    [(m) => `${m.digest} ${m.seconds} ${m.flags}`, false],
    [(m) => `${m.digest} ${m.seconds}`, false],
    [(m) => `${m.digest} ${m.flags}`, false],
    [(m) => m.digest, false],
  ]
  if (normalised) keys.push([(m) => `${m.normal} ${m.seconds} ${m.flags}`, true], [(m) => m.normal, true])
  let left = [...a]
  let right = [...b]
  for (const [key, rewritten] of keys) {
    const byKey = Map.groupBy(right, key)
    left = left.filter((message) => {
      const other = byKey.get(key(message))?.shift()
      if (!other) return true
      if (rewritten) result.normalised++
      if (other.flags !== message.flags) {
        result.flagsChanged++
        note(`flags (${message.flags}) became (${other.flags})`, message)
      }
      if (other.seconds !== message.seconds) {
        result.dateChanged++
        note(`date ${iso(message)} became ${iso(other)}`, message)
      }
      return false
    })
    right = [...byKey.values()].flat()
  }
  for (const message of left) note('missing', message)
  for (const message of right) note('extra', message)
  result.missing += left.length
  result.extra += right.length
}

function iso(message: Seen): string {
  return new Date(message.seconds * 1000).toISOString()
}

function total(mailbox: ReadonlyMap<string, readonly Seen[]>): number {
  return [...mailbox.values()].reduce((sum, messages) => sum + messages.length, 0)
}

async function readMailbox(at: MailboxAt): Promise<Map<string, Seen[]>> {
  const flow = new ImapFlow({
    host: at.host ?? '127.0.0.1',
    port: at.port,
    secure: at.ca !== undefined,
    ...(at.ca !== undefined && { tls: { ca: at.ca } }),
    auth: { user: at.user, pass: at.pass ?? 'pw' },
    logger: false,
  })
  await flow.connect()
  try {
    const folders = new Map<string, Seen[]>()
    for (const { path, delimiter, flags } of await flow.list()) {
      if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue
      const bare = at.prefix !== undefined && path.startsWith(at.prefix) ? path.slice(at.prefix.length) : path
      const name = bare.toUpperCase() === 'INBOX' ? 'INBOX' : bare.split(delimiter).join('/')
      folders.set(name, await readFolder(flow, path))
    }
    return folders
  } finally {
    await flow.logout()
  }
}

async function readFolder(flow: ImapFlow, path: string): Promise<Seen[]> {
  const { exists } = await flow.mailboxOpen(path, { readOnly: true })
  const messages: Seen[] = []
  if (exists === 0) return messages
  for await (const message of flow.fetch('1:*', { uid: true, flags: true, internalDate: true, source: true })) {
    const source = message.source ?? Buffer.alloc(0)
    const flags = [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
    messages.push({
      digest: sha256(source),
      normal: sha256(normal(source)),
      flags: flags.join(' '),
      seconds: Math.floor(new Date(message.internalDate ?? 0).getTime() / 1000),
      label: `UID ${message.uid}, ${source.length} bytes, ${/^subject:.*/im.exec(source.toString('latin1'))?.[0] ?? 'no subject'}`,
    })
  }
  return messages
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The message without what servers change: carriage returns, NUL, line ends at the end, 8-bit bytes of the header. */
function normal(source: Buffer): Buffer {
  const text = source.toString('latin1').replaceAll('\r', '').replaceAll('\0', '\x80').replace(/\n+$/, '')
  const edge = text.indexOf('\n\n')
  const head = (edge < 0 ? text : text.slice(0, edge)).replaceAll(/[\x80-\xff]/g, 'X')
  return Buffer.from(head + (edge < 0 ? '' : text.slice(edge)), 'latin1')
}
