import type { Employee } from '../../../api/people-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './people.module.css'
import { WELCOME_STATES } from './search.ts'

/** What the letter in the new mailbox tells; a flag that was seen is no proof that somebody has read. */
export function Welcomed({ welcome }: { readonly welcome: NonNullable<Employee['welcome']> }) {
  const { t, maybe, language, moment } = useWords()
  const { state, laidAt, openedAt, goneAt, lookedAt, error } = welcome
  const when = moment(openedAt ?? goneAt ?? laidAt ?? new Date())
  const told = [
    t(`welcome.told.${state}`, { when }),
    state === 'unopened' && lookedAt !== null && t('welcome.told.looked', { when: moment(lookedAt) }),
  ].filter((text) => text !== false)
  return (
    <>
      {(state !== 'due' || error === null) && (
        <span className={classes.welcome}>
          <Icon name={WELCOME_STATES[state]} size={14} /> {told.join(' · ')}
        </span>
      )}
      {error !== null && (
        <details className={classes.why}>
          <summary>{t('welcome.told.failed', { why: maybe(`why.${error.code}`) ?? error.title })}</summary>
          {language === 'en' && <p>{error.remedy}</p>}
          {error.serverReply !== null && (
            <code dir="auto" aria-label={t('problem.serverSaid')}>
              {error.serverReply}
            </code>
          )}
        </details>
      )}
    </>
  )
}
