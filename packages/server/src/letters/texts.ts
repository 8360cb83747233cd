/** A letter of the program's own. */
export interface Letter {
  readonly subject: string
  readonly text: string
  /** The same once more, for those who read it so. */
  readonly html?: string
  /** RFC 3282. */
  readonly language?: string
  /** The name beside the address that it comes from; without it the program's. */
  readonly from?: string
}

export interface Invitation {
  /** Who invites. */
  readonly by: string
  readonly organisation: string
  readonly role: string
  readonly link: string
  readonly until: Date
}

/** What letters say, by language; `{name}` is filled in. */
const TEXTS = {
  en: {
    subject: 'Invitation to {organisation}',
    text: `{by} invites you to work for {organisation} in Caravan, as {role}.

Open this link. It works once, until {until} (UTC):
{link}

If you do not know what this is about, leave it: without the link nobody comes in.
`,
    testSubject: 'Caravan can write to you',
    test: `This letter was asked for to try the system sender ({server}). Invitations and alerts come the same way.
`,
  },
} as const
export type LetterLanguage = keyof typeof TEXTS

export function invitationLetter(language: LetterLanguage, { until, ...rest }: Invitation): Letter {
  const { subject, text } = TEXTS[language]
  const values = { ...rest, until: stamp(until) }
  return { subject: filled(subject, values), text: filled(text, values) }
}

/** The letter by which a host administrator tries the sender. */
export const senderTestLetter = (language: LetterLanguage, values: { readonly server: string }): Letter => ({
  subject: TEXTS[language].testSubject,
  text: filled(TEXTS[language].test, values),
})

/** A moment as letters write it: to the minute, in UTC. */
export const stamp = (moment: Date): string => moment.toISOString().slice(0, 16).replace('T', ' ')

/** What people typed stays in its line: it ends no header and begins no paragraph. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => (values[name] ?? '').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '))
