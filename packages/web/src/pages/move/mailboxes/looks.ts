import type { MailboxRow, MailboxState } from '../../../api/mailboxes-queries.ts'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'
import type { Words } from '../../../words/use-words.ts'
import { LANGUAGES, type Language } from '../../../words/words.ts'
import { MAILBOX_STATES } from '../overview/states.ts'

/** How each state looks: colour and icon, beside its word. */
export const STATE_LOOKS: Readonly<Record<MailboxState, { tone: Tone; icon: IconName }>> = {
  ...MAILBOX_STATES,
  undecided: { tone: 'warning', icon: 'clock' },
  left: { tone: 'idle', icon: 'minus' },
}

/** The state of a mailbox in words, with what is behind it where that is known. */
export function stateWords(row: MailboxRow, { t, maybe }: Words): string {
  if (row.state === 'left') return t(`mailboxes.decision.${row.decision}`)
  if (row.state === 'undecided') return t('mailboxes.state.undecided')
  if (row.state === 'exceptions') return t('mailboxes.open', { count: row.exceptionsOpen })
  if ((row.state === 'stuck' || row.state === 'failed') && row.trouble?.code)
    return maybe(`why.${row.trouble.code}`) ?? t(`overview.state.${row.state}`)
  return t(`overview.state.${row.state}`)
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/**
 * Octets as people say them: `2.1 GB`.
 * @param digits of a fraction of gigabytes, at most
 */
export function octets(value: number, language: Language, digits = 1): string {
  const power = value < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3))
  return new Intl.NumberFormat(LANGUAGES[language].locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    // Persian has no short words for these: Latin letters would stand there.
    unitDisplay: language === 'fa' ? 'long' : 'short',
    maximumFractionDigits: power > 2 ? digits : 0,
  }).format(value / 1_000 ** power)
}

/** What somebody is called; without a name what stands before the @. */
export const nameOf = ({ displayName, sourceAddress }: Pick<MailboxRow, 'displayName' | 'sourceAddress'>): string =>
  displayName === '' ? (sourceAddress.split('@')[0] ?? sourceAddress) : displayName
