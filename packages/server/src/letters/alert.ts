import { filled, type Letter, type LetterLanguage, stamp } from './texts.ts'

/** Mailboxes that the same thing holds up. */
export interface StuckGroup {
  readonly move: string
  readonly mailboxes: number
  readonly since: Date
  readonly message: string
  readonly serverReply: string | null
  readonly remedy: string
  /** Some of them. */
  readonly addresses: readonly string[]
}

export interface Alert {
  readonly organisation: string
  readonly mailboxes: number
  readonly first: string
  readonly groups: readonly StuckGroup[]
  readonly link: string
}

const TEXTS = {
  en: {
    subjectOfOne: '{organisation}: {first} does not go on',
    subject: '{organisation}: {mailboxes} mailboxes do not go on',
    beginOfOne: `{first} needs somebody: of the mailboxes that {organisation} moves with Caravan, it does not go on by itself.
`,
    begin: `{mailboxes} of the mailboxes that {organisation} moves with Caravan need somebody: they do not go on by themselves.
`,
    group: `
{move}: {mailboxes}, since {since} (UTC)
{addresses}{more}
  What happened: {message}
{reply}  Next: {remedy}
`,
    reply: '  The server said: {serverReply}\n',
    more: ' and {more} more',
    rest: '\n{rest} more have other causes.\n',
    end: `
All of them, and what each said: {link}

Everything else goes on. Of the same cause nothing more is written for some hours; what goes on again is not written of. Who gets these letters is a setting of the organisation.
`,
  },
} as const

/** What a server said is shortened: it is somebody else's text. */
const MOST_SAID = 300

export function alertLetter(language: LetterLanguage, alert: Alert): Letter {
  const text = TEXTS[language]
  const { organisation, first, link, groups } = alert
  const values = { organisation, first, link, mailboxes: String(alert.mailboxes) }
  const listed = groups.reduce((sum, { mailboxes }) => sum + mailboxes, 0)
  const rest = alert.mailboxes - listed
  return {
    subject: filled(alert.mailboxes === 1 ? text.subjectOfOne : text.subject, values),
    text: [
      filled(alert.mailboxes === 1 ? text.beginOfOne : text.begin, values),
      ...groups.map((group) => groupText(language, group)),
      rest > 0 ? filled(text.rest, { rest: String(rest) }) : '',
      filled(text.end, values),
    ].join(''),
  }
}

function groupText(language: LetterLanguage, group: StuckGroup): string {
  const text = TEXTS[language]
  const { move, mailboxes, since, message, remedy, serverReply, addresses } = group
  const more = mailboxes - addresses.length
  const [head = '', tail = ''] = text.group.split('{reply}')
  const values = {
    move,
    mailboxes: String(mailboxes),
    since: stamp(since),
    addresses: addresses.join(', '),
    more: more > 0 ? filled(text.more, { more: String(more) }) : '',
    message,
    remedy,
  }
  const reply = serverReply === null ? '' : filled(text.reply, { serverReply: serverReply.slice(0, MOST_SAID) })
  return `${filled(head, values)}${reply}${filled(tail, values)}`
}
