import fc from 'fast-check'

/** A valid answer of a server, and what reading it must give back (in the form of `seen.ts`). */
export interface Answer {
  readonly bytes: Buffer
  readonly means: Readonly<Record<string, unknown>>
}

/** A value as it stands on the wire, and what it means. */
interface Wired<T> {
  wire: string
  means: T
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const letter = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(letters))
const word = (letters: string, maxLength = 12): fc.Arbitrary<string> =>
  fc.string({ unit: letter(letters), minLength: 1, maxLength })

// RFC 3501 §9 ATOM-CHAR without what this client reads leniently at a name's end.
const ATOM = "abcXYZ019-_.+$#!&/,:;@^|~`'"
const atom = word(ATOM).filter((text) => text.toUpperCase() !== 'NIL')
const flag = fc.oneof(
  fc.constantFrom('\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$Junk', '\\*'),
  atom,
)
const bytes = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'binary-ascii', maxLength }),
      fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString('latin1')),
      fc.constantFrom('', 'A1 OK done\r\n', '* 1 FETCH (UID 9)\r\n', ')\r\n', '{3}\r\n', '"', '\r', '\n', '\0'),
    )
    .filter((text) => text.length <= maxLength)

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
const literal = (text: string): string => `{${text.length}}\r\n${text}`

/** Quoted where it can be, else a literal; sometimes a literal all the same. */
const string = (maxLength = 40): fc.Arbitrary<Wired<string>> =>
  fc.tuple(bytes(maxLength), fc.boolean()).map(([text, always]) => ({
    means: text,
    wire: always || /[\r\n\0]/.test(text) ? literal(text) : quoted(text),
  }))
const astring = fc.oneof(
  atom.map((text): Wired<string> => ({ wire: text, means: text })),
  // No text may hold NUL (RFC 3501 §9): it is read as a question mark.
  string().map(({ wire, means }): Wired<string> => ({ wire, means: means.replaceAll('\0', '?') })),
)
const nstring = (maxLength?: number): fc.Arbitrary<Wired<string | null>> =>
  fc.oneof({ arbitrary: string(maxLength), weight: 4 }, fc.constantFrom({ wire: 'NIL', means: null }))

const number32 = fc.integer({ min: 0, max: 4_294_967_295 })
const modSeq = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n })
const list = (words: readonly string[]): string => `(${words.join(' ')})`
const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n')
/** Any case, since IMAP's words are told apart by none. */
const cased = (text: string): fc.Arbitrary<string> => fc.constantFrom(text, text, text.toLowerCase())

const line = (parts: fc.Arbitrary<{ text: string; means: Record<string, unknown> }>): fc.Arbitrary<Answer> =>
  fc.tuple(parts, end).map(([{ text, means }, ended]) => ({ bytes: latin1(`* ${text}${ended}`), means }))

// Human words never begin as a code does, and the reader trims them.
const human = fc.constantFrom('', 'done', 'Completed (0.001 secs).', 'see {5}', 'a [bracket] in it', 'say "hi', '(')
const set = fc.array(fc.tuple(number32, number32), { minLength: 1, maxLength: 5 }).map((pairs): Wired<number[][]> => {
  const means = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)])
  return { means, wire: pairs.map(([a, b]) => (a === b ? String(a) : `${a}:${b}`)).join(',') }
})

const code: fc.Arbitrary<Wired<Record<string, unknown>>> = fc.oneof(
  fc.constantFrom('ALERT', 'TRYCREATE', 'OVERQUOTA', 'READ-ONLY', 'CLOSED').map((name) => ({
    wire: name,
    means: { name, args: '' },
  })),
  fc.tuple(fc.constantFrom('UIDNEXT', 'UIDVALIDITY', 'UNSEEN', 'TOOBIG'), number32).map(([name, number]) => ({
    wire: `${name} ${number}`,
    means: { name, args: String(number), number },
  })),
  modSeq.map((value) => ({
    wire: `HIGHESTMODSEQ ${value}`,
    means: { name: 'HIGHESTMODSEQ', args: String(value), modSeq: value },
  })),
  fc.tuple(number32, set).map(([uidValidity, uids]) => ({
    wire: `APPENDUID ${uidValidity} ${uids.wire}`,
    means: { name: 'APPENDUID', args: `${uidValidity} ${uids.wire}`, uidValidity, uids: uids.means },
  })),
  fc.tuple(number32, set, set).map(([uidValidity, from, to]) => ({
    wire: `COPYUID ${uidValidity} ${from.wire} ${to.wire}`,
    means: {
      name: 'COPYUID',
      args: `${uidValidity} ${from.wire} ${to.wire}`,
      uidValidity,
      uids: to.means,
      sourceUids: from.means,
    },
  })),
  fc.array(flag, { maxLength: 4 }).map((flags) => ({
    wire: `PERMANENTFLAGS ${list(flags)}`,
    means: { name: 'PERMANENTFLAGS', args: list(flags), flags },
  })),
  fc.array(atom, { minLength: 1, maxLength: 4 }).map((names) => ({
    wire: `CAPABILITY ${names.join(' ')}`,
    means: { name: 'CAPABILITY', args: names.join(' '), capabilities: names.map((name) => name.toUpperCase()) },
  })),
)

const status: fc.Arbitrary<Answer> = fc
  .tuple(
    fc.constantFrom('*', 'A1', 'tag.9'),
    fc.constantFrom('OK', 'NO', 'BAD', 'ok'),
    fc.option(code, { nil: undefined }),
    human,
    end,
  )
  .map(([tag, state, inside, text, ended]) => ({
    bytes: latin1(`${tag} ${state} ${inside ? `[${inside.wire}] ` : ''}${text}${ended}`),
    means: {
      type: 'state',
      tag: tag === '*' ? undefined : tag,
      state: state.toUpperCase(),
      code: inside?.means,
      text,
    },
  }))

const continuation: fc.Arbitrary<Answer> = fc.tuple(human, end).map(([text, ended]) => ({
  bytes: latin1(`+ ${text}${ended}`),
  means: { type: 'continuation', text },
}))

const counts = line(
  fc
    .tuple(number32, fc.constantFrom('EXISTS', 'RECENT', 'EXPUNGE'))
    .chain(([number, name]) =>
      cased(name).map((shown) => ({ text: `${number} ${shown}`, means: { type: name.toLowerCase(), number } })),
    ),
)

const listing = line(
  fc
    .record({
      command: fc.constantFrom('LIST', 'LSUB', 'XLIST'),
      flags: fc.array(flag, { maxLength: 4 }),
      delimiter: fc.constantFrom<Wired<string | undefined>>(
        { wire: '"/"', means: '/' },
        { wire: '"."', means: '.' },
        { wire: '"\\\\"', means: '\\' },
        { wire: 'NIL', means: undefined },
      ),
      name: astring,
      oldName: fc.option(astring, { nil: undefined }),
    })
    .map(({ command, flags, delimiter, name, oldName }) => ({
      text: `${command} ${list(flags)} ${delimiter.wire} ${name.wire}${oldName ? ` ("OLDNAME" (${oldName.wire}))` : ''}`,
      means: { type: 'list', command, flags, delimiter: delimiter.means, rawName: name.means, oldName: oldName?.means },
    })),
)

const mailboxStatus = line(
  fc
    .tuple(astring, fc.dictionary(fc.constantFrom('MESSAGES', 'UIDNEXT', 'UNSEEN', 'HIGHESTMODSEQ', 'SIZE'), modSeq))
    .map(([name, items]) => ({
      text: `STATUS ${name.wire} (${Object.entries(items)
        .map(([key, value]) => `${key} ${value}`)
        .join(' ')})`,
      means: { type: 'mailbox-status', rawName: name.means, items: { ...items } },
    })),
)

const search = line(
  fc.tuple(fc.array(number32, { maxLength: 12 }), fc.option(modSeq, { nil: undefined })).map(([numbers, last]) => ({
    text: ['SEARCH', ...numbers, ...(last === undefined ? [] : [`(MODSEQ ${last})`])].join(' '),
    means: { type: 'search', numbers, modSeq: last },
  })),
)

const extendedSearch = line(
  fc.tuple(set, fc.boolean(), number32).map(([all, uid, count]) => ({
    text: `ESEARCH (TAG "A1")${uid ? ' UID' : ''} COUNT ${count} ALL ${all.wire}`,
    means: { type: 'esearch', tag: 'A1', uid, items: { COUNT: String(count), ALL: all.wire } },
  })),
)

const vanished = line(
  fc.tuple(set, fc.boolean()).map(([uids, earlier]) => ({
    text: `VANISHED ${earlier ? '(EARLIER) ' : ''}${uids.wire}`,
    means: { type: 'vanished', earlier, uids: uids.means },
  })),
)

const names = line(
  fc.tuple(fc.constantFrom('CAPABILITY', 'ENABLED'), fc.array(atom, { maxLength: 6 })).map(([name, words]) => ({
    text: [name, ...words].join(' '),
    means: { type: name.toLowerCase(), names: words.map((text) => text.toUpperCase()) },
  })),
)

const namespace = line(
  fc.array(astring, { maxLength: 3 }).map((prefixes) => ({
    text: `NAMESPACE ${prefixes.length === 0 ? 'NIL' : `(${prefixes.map(({ wire }) => `(${wire} "/")`).join('')})`} NIL NIL`,
    means: {
      type: 'namespace',
      personal: prefixes.map(({ means }) => ({ prefix: means, delimiter: '/' })),
      others: [],
      shared: [],
    },
  })),
)

interface Attribute {
  name: string
  wire: string
  means: Record<string, unknown>
}
const attribute = (name: string, value: fc.Arbitrary<Wired<unknown>>, field: string): fc.Arbitrary<Attribute> =>
  fc.tuple(cased(name), value).map(([shown, { wire, means }]) => ({
    name,
    wire: `${shown} ${wire}`,
    means: { [field]: means },
  }))

const section = fc.constantFrom('', '1', '1.2.MIME', 'HEADER', 'HEADER.FIELDS ("Message-ID" DATE)', 'TEXT')
const body: fc.Arbitrary<Attribute> = fc
  .tuple(fc.constantFrom('BODY', 'BINARY'), section, fc.option(number32, { nil: undefined }), nstring(300))
  .map(([item, inside, origin, value]) => {
    const name = `${item}[${inside.toUpperCase()}]`
    const content = value.means
    return {
      name: `${name}${origin ?? ''}`,
      // RFC 3516 §4.2: BINARY may come as a literal8.
      wire: `${item}[${inside}]${origin === undefined ? '' : `<${origin}>`} ${item === 'BINARY' ? value.wire.replace(/^\{/, '~{') : value.wire}`,
      means: {
        body: {
          attribute: name,
          section: inside.toUpperCase(),
          origin,
          missing: content === null,
          content: content ?? '',
        },
      },
    }
  })

const attributes = fc.oneof(
  attribute(
    'UID',
    number32.map((value) => ({ wire: String(value), means: value })),
    'uid',
  ),
  attribute(
    'RFC822.SIZE',
    number32.map((value) => ({ wire: String(value), means: value })),
    'size',
  ),
  attribute(
    'FLAGS',
    fc.array(flag, { maxLength: 5 }).map((means) => ({ wire: list(means), means })),
    'flags',
  ),
  attribute(
    'MODSEQ',
    modSeq.map((means) => ({ wire: `(${means})`, means })),
    'modSeq',
  ),
  attribute(
    'EMAILID',
    atom.map((means) => ({ wire: `(${means})`, means })),
    'emailId',
  ),
  attribute(
    'INTERNALDATE',
    fc.constantFrom(' 1-Feb-2020 03:04:05 +0100', '17-Jul-1996 02:44:25 -0700').map((raw) => ({
      wire: `"${raw}"`,
      means: raw,
    })),
    'internalDate',
  ),
  { arbitrary: body, weight: 4 },
)

const fetch: fc.Arbitrary<Answer> = line(
  fc
    .tuple(number32, fc.uniqueArray(attributes, { minLength: 1, maxLength: 6, selector: ({ name }) => name }))
    .map(([sequence, all]) => {
      const bodies = all.flatMap(({ means }) => ('body' in means ? [means['body']] : []))
      const fields = all.filter(({ means }) => !('body' in means)).map(({ means }) => means)
      return {
        text: `${sequence} FETCH (${all.map(({ wire }) => wire).join(' ')})`,
        means: Object.assign({ type: 'fetch', sequence, bodies }, ...fields) as Record<string, unknown>,
      }
    }),
)

/** Any answer of the grammar. */
export const answer: fc.Arbitrary<Answer> = fc.oneof(
  status,
  continuation,
  counts,
  { arbitrary: listing, weight: 2 },
  mailboxStatus,
  search,
  extendedSearch,
  vanished,
  names,
  namespace,
  { arbitrary: fetch, weight: 4 },
)

/** Some answers behind each other. */
export const answers: fc.Arbitrary<Answer[]> = fc.array(answer, { minLength: 1, maxLength: 6 })
