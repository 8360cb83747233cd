import type { Reply, ScriptedAppend, ScriptedCommand, ScriptedState } from './scripted-types.ts'

const UIDVALIDITY = 1700000000

/** What a scripted server says where the test says nothing: an account that holds what it was given. */
export async function defaultReply(command: ScriptedCommand, state: ScriptedState): Promise<Reply> {
  const { text, session } = command
  const [verb = '', ...words] = text.split(' ')
  switch (verb.toUpperCase()) {
    case 'CAPABILITY':
      return [`* CAPABILITY ${state.capabilities.join(' ')}`, 'OK Capability completed.']
    case 'LOGIN':
      session.user = nameIn(command)
      return 'OK Logged in.'
    case 'AUTHENTICATE':
      return authenticate(command)
    case 'NAMESPACE':
      return [`* NAMESPACE (("" "${state.delimiter}")) NIL NIL`, 'OK Namespace completed.']
    case 'LIST':
    case 'LSUB':
      return [...state.folders.map((folder) => listed(verb, state.delimiter, folder)), 'OK List completed.']
    case 'CREATE':
      return create(nameIn(command), state)
    case 'SELECT':
    case 'EXAMINE':
      return select(command, verb, state)
    case 'CLOSE':
    case 'UNSELECT':
      session.selected = undefined
      return 'OK Closed.'
    case 'STATUS':
      return status(nameIn(command), state)
    case 'APPEND':
      return append(command, state)
    case 'ENABLE':
      return [`* ENABLED ${words.join(' ')}`, 'OK Enabled.']
    case 'ID':
      return ['* ID NIL', 'OK ID completed.']
    case 'IDLE':
      command.send('+ idling\r\n')
      await command.readLine()
      return 'OK Idle completed.'
    case 'LOGOUT':
      return ['* BYE Logging out.', 'OK Logout completed.']
    case 'SEARCH':
      return ['* SEARCH', 'OK Search completed.']
    case 'UID':
      if (words[0]?.toUpperCase() === 'FETCH') return fetched(words.slice(1), command, state)
      return words[0]?.toUpperCase() === 'SEARCH' ? ['* SEARCH', 'OK Search completed.'] : 'OK Completed.'
    case 'FETCH':
      return fetched(words, command, state)
    case 'NOOP':
    case 'CHECK':
    case 'STORE':
    case 'EXPUNGE':
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
    case 'DELETE':
      return 'OK Completed.'
    default:
      return 'BAD Unknown command.'
  }
}

/** The command's words: atoms, quoted strings without their quotes, lists as they stand; a literal is its bytes. */
function wordsOf(command: ScriptedCommand): (string | Buffer)[] {
  const literals = [...command.literals]
  const tokens = command.text.matchAll(/"((?:[^"\\]|\\.)*)"|~?\{\d+\+?\}|\([^)]*\)|[^ ({]+/g)
  return [...tokens].map(([whole, quoted]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1')
    return whole.endsWith('}') ? (literals.shift() ?? Buffer.alloc(0)) : whole
  })
}

/** A command's first argument, as text however it was sent. */
function nameIn(command: ScriptedCommand): string {
  return wordsOf(command)[1]?.toString('latin1') ?? ''
}

async function authenticate(command: ScriptedCommand): Promise<Reply> {
  const [, mechanism = '', initial] = command.text.split(' ')
  if (mechanism.toUpperCase() !== 'PLAIN') return 'NO Unsupported authentication mechanism.'
  if (initial === undefined) command.send('+ \r\n')
  const response = initial ?? (await command.readLine()) ?? '*'
  if (response === '*') return 'BAD Authentication aborted.'
  command.session.user = Buffer.from(response, 'base64').toString().split('\0')[1]
  return 'OK Logged in.'
}

function quoted(name: string): string {
  return `"${name.replaceAll(/["\\]/g, '\\$&')}"`
}

function listed(verb: string, delimiter: string, folder: string): string {
  return `* ${verb.toUpperCase()} () "${delimiter}" ${quoted(folder)}`
}

function create(name: string, state: ScriptedState): Reply {
  if (state.folders.includes(name)) return 'NO [ALREADYEXISTS] Mailbox already exists.'
  state.folders.push(name)
  return 'OK Create completed.'
}

function select(command: ScriptedCommand, verb: string, state: ScriptedState): Reply {
  const name = nameIn(command)
  if (!has(state, name)) return 'NO [NONEXISTENT] No such mailbox.'
  command.session.selected = name
  const count = inFolder(state, name).length
  return [
    '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
    '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] Flags permitted.',
    `* ${count} EXISTS`,
    '* 0 RECENT',
    `* OK [UIDVALIDITY ${UIDVALIDITY}] UIDs valid.`,
    `* OK [UIDNEXT ${count + 1}] Predicted next UID.`,
    `OK [${verb.toUpperCase() === 'SELECT' ? 'READ-WRITE' : 'READ-ONLY'}] Completed.`,
  ]
}

function status(name: string, state: ScriptedState): Reply {
  if (!has(state, name)) return 'NO [NONEXISTENT] No such mailbox.'
  const count = inFolder(state, name).length
  const items = `MESSAGES ${count} UIDNEXT ${count + 1} UIDVALIDITY ${UIDVALIDITY} UNSEEN 0`
  return [`* STATUS ${quoted(name)} (${items})`, 'OK Status completed.']
}

function append(command: ScriptedCommand, state: ScriptedState): Reply {
  const [, , ...parts] = wordsOf(command)
  const folder = nameIn(command)
  if (!has(state, folder)) return 'NO [TRYCREATE] No such mailbox.'
  const before = inFolder(state, folder).length
  let next: Omit<ScriptedAppend, 'raw'> = { folder, flags: [], date: undefined }
  for (const part of parts) {
    if (typeof part !== 'string') {
      state.appended.push({ ...next, raw: part })
      next = { folder, flags: [], date: undefined }
    } else if (part.startsWith('(')) next.flags = part.slice(1, -1).split(' ').filter(Boolean)
    else next.date = part
  }
  if (!state.capabilities.includes('UIDPLUS')) return 'OK Append completed.'
  const after = inFolder(state, folder).length
  const uids = after - before > 1 ? `${before + 1}:${after}` : String(after)
  return `OK [APPENDUID ${UIDVALIDITY} ${uids}] Append completed.`
}

/** What was appended to the open folder; a message's UID is its number. */
function fetched([set = '', ...items]: readonly string[], command: ScriptedCommand, state: ScriptedState): Reply {
  const messages = inFolder(state, command.session.selected ?? '')
  const wanted = items.join(' ').toUpperCase()
  for (const [index, { raw, flags, date }] of messages.entries()) {
    if (!inSet(index + 1, set)) continue
    const parts = [`UID ${index + 1}`, `FLAGS (${flags.join(' ')})`]
    if (wanted.includes('RFC822.SIZE')) parts.push(`RFC822.SIZE ${raw.length}`)
    if (wanted.includes('INTERNALDATE') && date !== undefined) parts.push(`INTERNALDATE "${date}"`)
    const section = /BODY(?:\.PEEK)?\[(HEADER)?\]/.exec(wanted)
    const end = raw.indexOf('\r\n\r\n') + 4
    const body = section?.[1] === undefined || end === 3 ? raw : raw.subarray(0, end)
    if (section !== null) parts.push(`BODY[${section[1] ?? ''}] {${body.length}}`)
    command.send(`* ${index + 1} FETCH (${parts.join(' ')}${section === null ? ')' : ''}\r\n`)
    if (section === null) continue
    command.send(body)
    command.send(')\r\n')
  }
  return 'OK Fetch completed.'
}

const inSet = (uid: number, set: string): boolean =>
  set.split(',').some((range) => {
    const [from = 0, to = from] = range.split(':').map((one) => (one === '*' ? Infinity : Number(one)))
    return uid >= from && uid <= to
  })

function has(state: ScriptedState, name: string): boolean {
  return state.folders.includes(name) || name.toUpperCase() === 'INBOX'
}

function inFolder(state: ScriptedState, name: string): ScriptedAppend[] {
  return state.appended.filter((message) => message.folder === name)
}
