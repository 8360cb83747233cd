import { useQuery } from '@tanstack/react-query'
import { type InMailbox, mailboxEventsQuery } from '../../../../api/mailboxes-queries.ts'
import { useWords } from '../../../../words/use-words.ts'
import { textOfVerification } from '../../event-text.ts'
import classes from '../panel.module.css'
import { Section } from './section.tsx'

const SHOWN = 20
const GOOD_ENDS: ReadonlySet<unknown> = new Set(['green', 'exceptions'])

/** What happened to it, the latest first. */
export function Log({ at }: { readonly at: InMailbox }) {
  const { t, maybe, moment } = useWords()
  const query = useQuery(mailboxEventsQuery(at))
  const textOf = (kind: string, data: Readonly<Record<string, unknown>>): string | undefined => {
    const verified = textOfVerification({ kind, data }, maybe)
    if (verified !== undefined) return verified
    if (kind !== 'pass.ended') return maybe(`log.${kind}`) ?? maybe(`event.${kind}`, { count: 1, address: '' })
    return maybe(`log.pass.${GOOD_ENDS.has(data['status']) ? String(data['status']) : 'failed'}`)
  }
  return (
    <Section title={t('panel.log')} query={query}>
      {({ items }) => {
        const told = items.flatMap((event) => {
          const text = textOf(event.kind, event.data)
          return text === undefined ? [] : [{ ...event, text }]
        })
        return told.length === 0 ? (
          <p className={classes.quiet}>{t('panel.logNone')}</p>
        ) : (
          <ul className={classes.lines}>
            {told.slice(0, SHOWN).map(({ position, at: when, text }) => (
              <li key={position}>
                <span>{text}</span>
                <time dateTime={when} className={classes.quiet}>
                  {moment(when)}
                </time>
              </li>
            ))}
          </ul>
        )
      }}
    </Section>
  )
}
