import { type ScriptedCommand, type ScriptedServer, startScripted } from '@caravan/lab'

/** A message of a small Gmail: it has a lasting id, and stands in All Mail and in the folder of each of its labels. */
export interface Labelled {
  readonly id: string
  /** As X-GM-LABELS has them: `\Inbox`, `\Sent`, `\Important`, `\Starred`, or a label of the user's own. */
  readonly labels: readonly string[]
  readonly flags: string
  readonly raw: Buffer
}

const OWN: Readonly<Record<string, string>> = {
  '\\Inbox': 'INBOX',
  '\\Sent': '[Gmail]/Sent Mail',
  '\\Important': '[Gmail]/Important',
  '\\Starred': '[Gmail]/Starred',
}
const ALL_MAIL = '[Gmail]/All Mail'
/** As Gmail says it (mailkit's transcripts). */
const CAPABILITIES =
  'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584 SASL-IR AUTH=PLAIN'

/**
 * A Gmail that a test fills, played after its transcripts: never the service itself. Its folders show one message under
 * several labels; `bodies` counts how often each was asked for.
 */
export async function startGmail(
  messages: readonly Labelled[],
): Promise<ScriptedServer & { readonly bodies: ReadonlyMap<string, number> }> {
  const bodies = new Map<string, number>()
  const folders = new Map<string, readonly Labelled[]>([['INBOX', []]])
  for (const message of messages)
    for (const name of [...message.labels.map((label) => OWN[label] ?? label), ALL_MAIL])
      folders.set(name, [...(folders.get(name) ?? []), message])
  const use = (name: string) =>
    name === ALL_MAIL ? '\\All' : /^\[Gmail\]\/(Sent|Important|Starred)/.exec(name)?.[1]?.replace('Starred', 'Flagged')
  const server = await startScripted({
    greeting: 'OK Gimap ready for requests from 127.0.0.1 i9if7359725qay.199',
    capabilities: CAPABILITIES.split(' '),
    folders: [...folders.keys()],
    handlers: [
      [/^ID /, ['* ID ("name" "GImap" "vendor" "Google, Inc.")', 'OK Success']],
      [
        /^LIST /,
        [
          '* LIST (\\HasChildren \\NonExistent) "/" "[Gmail]"',
          ...[...folders.keys()].map((name) => `* LIST (\\HasNoChildren ${slashed(use(name))}) "/" "${name}"`),
          'OK Success',
        ],
      ],
      [/^STATUS /, (command) => status(command, folders)],
      [/^(?:EXAMINE|SELECT) /, (command) => open(command, folders)],
      [/^(?:UID )?FETCH /, (command) => fetched(command, folders.get(command.session.selected ?? '') ?? [], bodies)],
    ],
  })
  return Object.assign(server, { bodies })
}

type Folders = ReadonlyMap<string, readonly Labelled[]>

const slashed = (use: string | undefined): string => (use === undefined ? '' : `\\${use.replace(/^\\/, '')}`)
const nameIn = ({ text }: ScriptedCommand): string => / "?([^"(]+?)"?(?: \(|$)/.exec(text)?.[1] ?? ''

function status(command: ScriptedCommand, folders: Folders) {
  const name = nameIn(command)
  const count = folders.get(name)?.length
  if (count === undefined) return 'NO [NONEXISTENT] Unknown Mailbox (Failure)'
  return [
    `* STATUS "${name}" (MESSAGES ${count} UIDNEXT ${count + 1} UIDVALIDITY 11 HIGHESTMODSEQ 41234)`,
    'OK Success',
  ]
}

function open(command: ScriptedCommand, folders: Folders) {
  const name = nameIn(command)
  const count = folders.get(name)?.length
  if (count === undefined) return 'NO [NONEXISTENT] Unknown Mailbox (Failure)'
  command.session.selected = name
  return [
    '* FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen)',
    '* OK [PERMANENTFLAGS ()] Flags permitted.',
    '* OK [UIDVALIDITY 11] UIDs valid.',
    `* ${count} EXISTS`,
    '* 0 RECENT',
    `* OK [UIDNEXT ${count + 1}] Predicted next UID.`,
    '* OK [HIGHESTMODSEQ 41234]',
    `OK [READ-ONLY] ${name} selected. (Success)`,
  ]
}

function fetched({ text, session, send }: ScriptedCommand, messages: readonly Labelled[], bodies: Map<string, number>) {
  const [, set = '', items = ''] = /FETCH (\S+) \(?([^)]*)/.exec(text) ?? []
  for (const [index, { id, labels, flags, raw }] of messages.entries()) {
    const uid = index + 1
    if (!set.split(',').some((range) => inRange(uid, range))) continue
    const parts = [`UID ${uid}`, `FLAGS (${flags})`, 'INTERNALDATE "02-Jan-2024 03:04:05 +0000"', `MODSEQ (41234)`]
    if (items.includes('RFC822.SIZE')) parts.push(`RFC822.SIZE ${raw.length}`)
    if (items.includes('X-GM-MSGID')) parts.push(`X-GM-MSGID ${id}`)
    if (items.includes('X-GM-LABELS')) {
      // Not the one of the folder itself.
      const others = labels.filter((label) => (OWN[label] ?? label) !== session.selected)
      parts.push(
        `X-GM-LABELS (${others.map((label) => (label.startsWith('\\') ? `"\\${label}"` : `"${label}"`)).join(' ')})`,
      )
    }
    const section = /BODY\.PEEK\[(HEADER)?/.exec(items)
    if (section === null) {
      send(`* ${uid} FETCH (${parts.join(' ')})\r\n`)
      continue
    }
    if (section[1] === undefined) bodies.set(id, (bodies.get(id) ?? 0) + 1)
    const body = section[1] === undefined ? raw : raw.subarray(0, raw.indexOf('\r\n\r\n') + 4)
    send(`* ${uid} FETCH (${parts.join(' ')} BODY[${section[1] ?? ''}] {${body.length}}\r\n`)
    send(body)
    send(')\r\n')
  }
  return 'OK Success'
}

function inRange(uid: number, range: string): boolean {
  const [from = 0, to = from] = range.split(':').map((one) => (one === '*' ? Number.POSITIVE_INFINITY : Number(one)))
  return uid >= from && uid <= to
}
