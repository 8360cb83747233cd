import { mailboxArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import { CommandRefusedError, LimitExceededError } from '../errors.ts'
import { decodeMailboxName } from '../mailbox-name.ts'
import type { ListResponse, UntaggedResponse } from '../response.ts'
import type { Session } from '../session.ts'
import { type MailboxStatus, mailboxStatus, statusItems } from './status.ts'

export interface ListOptions {
  /** Raw; usually `''`. */
  reference?: string | undefined
  /** Raw, with `*` and `%`; `*` is the default. */
  patterns?: string | readonly string[] | undefined
  /** Asks for special uses by RFC 6154 where offered; those that the server volunteers are seen anyway. */
  returnSpecialUse?: boolean | undefined
  /** Asks which mailboxes are subscribed: LIST-EXTENDED, else LSUB beside it. */
  returnSubscribed?: boolean | undefined
  /** Asks for STATUS of each where LIST-STATUS is offered (RFC 5819); else `status` stays undefined. */
  statusItems?: readonly string[] | undefined
}

/** One mailbox of a LIST. */
export interface ListEntry {
  /** As on the wire, a character a byte; what commands take. */
  rawName: string
  /** For people. */
  name: string
  delimiter: string | undefined
  flags: string[]
  /** RFC 6154 §2 name such as `\Sent`; older XLIST names are translated. */
  specialUse: string | undefined
  /** undefined where it was not asked for. */
  subscribed: boolean | undefined
  status: MailboxStatus | undefined
}

// What one LIST may say in all: several times the largest account that was ever seen, and well under 512 MB in memory.
const maxLines = 100_000
const maxCharacters = 32 * 1024 * 1024

const specialUses: Readonly<Record<string, string>> = {
  '\\all': '\\All',
  '\\archive': '\\Archive',
  '\\drafts': '\\Drafts',
  '\\flagged': '\\Flagged',
  '\\important': '\\Important',
  '\\junk': '\\Junk',
  '\\sent': '\\Sent',
  '\\trash': '\\Trash',
  // XLIST, before RFC 6154.
  '\\allmail': '\\All',
  '\\spam': '\\Junk',
  '\\starred': '\\Flagged',
}

/** The special use that a mailbox's flags name, in RFC 6154's spelling. */
export function specialUse(flags: readonly string[]): string | undefined {
  for (const flag of flags) {
    const use = specialUses[flag.toLowerCase()]
    if (use !== undefined) return use
  }
  return undefined
}

/** LIST (RFC 3501 §6.3.8), extended by RFC 5258, 6154 and 5819 as far as the server offers them. */
export async function list(connection: Session, options: ListOptions): Promise<ListEntry[]> {
  const found = new Found(connection.utf8)
  const accept = (response: UntaggedResponse): boolean => found.accept(response)
  const extended = connection.has('LIST-EXTENDED') || connection.has('IMAP4REV2')
  const { patterns = '*', reference = '' } = options
  const wanted = typeof patterns === 'string' ? [patterns] : patterns
  const returns = returnOptions(connection, options, extended)
  const prefix: CommandPart[] = [mailboxArgument(reference, connection.utf8), ' ']
  const commands: Promise<unknown>[] = []
  // All are made before the first is sent: one that cannot be made must not leave another without its listener.
  for (const argument of wanted.map((pattern) => mailboxArgument(pattern, connection.utf8))) {
    commands.push(connection.run({ name: 'LIST', parts: ['LIST ', ...prefix, argument, returns], accept }))
    // Before RFC 6154 uses stood here alone (Yandex, Zoho, Tencent). Names may be translated, INBOX among them: only what
    // LIST names too counts.
    if (options.returnSpecialUse === true && connection.has('XLIST') && !connection.has('SPECIAL-USE'))
      commands.push(
        connection.run({ name: 'XLIST', parts: ['XLIST ', ...prefix, argument], accept }).catch(unlessRefused),
      )
    if (options.returnSubscribed === true && !extended) {
      commands.push(connection.run({ name: 'LSUB', parts: ['LSUB ', ...prefix, argument], accept }))
    }
  }
  await Promise.all(commands)
  return found.entries(options.returnSubscribed === true)
}

/** LIST itself has told the names. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof CommandRefusedError)) throw error
}

function returnOptions(connection: Session, options: ListOptions, extended: boolean): string {
  const returns: string[] = []
  if (extended && options.returnSubscribed === true) returns.push('SUBSCRIBED', 'CHILDREN')
  if (extended && options.returnSpecialUse === true && connection.has('SPECIAL-USE')) returns.push('SPECIAL-USE')
  if (options.statusItems !== undefined && (connection.has('LIST-STATUS') || connection.has('IMAP4REV2'))) {
    returns.push(`STATUS ${statusItems(options.statusItems)}`)
  }
  return returns.length === 0 ? '' : ` RETURN (${returns.join(' ')})`
}

/** Gathers by raw name: DavMail, Proton Bridge and Zoho repeat a mailbox. */
class Found {
  readonly #utf8: boolean
  readonly #listed = new Map<string, ListEntry>()
  readonly #flags = new Map<string, Set<string>>()
  readonly #subscribed = new Set<string>()
  readonly #statuses = new Map<string, MailboxStatus>()
  #lines = 0
  #characters = 0

  constructor(utf8: boolean) {
    this.#utf8 = utf8
  }

  accept(response: UntaggedResponse): boolean {
    if (response.type === 'mailbox-status') {
      this.#count(response.rawName.length)
      this.#statuses.set(key(response.rawName), mailboxStatus(response.items))
      return true
    }
    if (response.type !== 'list') return false
    this.#count(response.flags.reduce((sum, flag) => sum + flag.length + 8, response.rawName.length))
    if (response.command === 'XLIST') this.#note(response)
    else if (response.command === 'LIST') this.#add(response)
    // RFC 3501 §6.3.9: \Noselect says that only mailboxes below it are subscribed. Courier says it of INBOX.
    else if (!response.flags.some((flag) => flag.toLowerCase() === '\\noselect')) {
      this.#subscribed.add(key(response.rawName))
    }
    return true
  }

  entries(askedSubscribed: boolean): ListEntry[] {
    const entries = [...this.#listed.values()]
    for (const entry of entries) {
      entry.status = this.#statuses.get(key(entry.rawName))
      entry.flags = [...(this.#flags.get(entry.rawName) ?? [])]
      entry.specialUse = specialUse(entry.flags)
      const flagged = entry.flags.some((flag) => flag.toLowerCase() === '\\subscribed')
      if (askedSubscribed) entry.subscribed = flagged || this.#subscribed.has(key(entry.rawName))
    }
    return entries
  }

  #count(characters: number): void {
    this.#lines++
    this.#characters += characters
    if (this.#lines > maxLines || this.#characters > maxCharacters) {
      throw new LimitExceededError(`The server listed more than ${maxLines} mailboxes, or too long names`)
    }
  }

  #note({ rawName, flags }: ListResponse): void {
    const known = this.#flags.get(rawName) ?? new Set()
    for (const flag of flags) known.add(flag)
    this.#flags.set(rawName, known)
  }

  #add(response: ListResponse): void {
    this.#note(response)
    const { rawName, delimiter } = response
    this.#listed.set(rawName, {
      rawName,
      name: decodeMailboxName(rawName, this.#utf8),
      delimiter,
      flags: [],
      specialUse: undefined,
      subscribed: undefined,
      status: undefined,
    })
  }
}

// RFC 3501 §5.1: INBOX in any case is one mailbox.
function key(rawName: string): string {
  return rawName.toUpperCase() === 'INBOX' ? 'INBOX' : rawName
}
