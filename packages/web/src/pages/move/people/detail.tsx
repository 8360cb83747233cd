import type { Employee } from '../../../api/people-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords, type Words } from '../../../words/use-words.ts'
import classes from './people.module.css'
import { Welcomed } from './welcomed.tsx'

/** What is known of one employee beyond the state. */
export function Detail({ row }: { readonly row: Employee }) {
  const words = useWords()
  const { t, maybe, language } = words
  const { invitation, refused, welcome } = row
  const failed = invitation?.letterError ?? null
  const why = (code: string, title: string) => (language === 'en' ? title : (maybe(`people.why.${code}`) ?? title))
  return (
    <>
      <span className={classes.quiet}>{storyOf(row, words).join(' · ')}</span>
      {refused !== null && (
        <details className={classes.why}>
          <summary>{maybe(`people.why.${refused.code}`) ?? refused.title}</summary>
          {language === 'en' && <p>{refused.remedy}</p>}
          {refused.serverReply !== null && (
            <code dir="auto" aria-label={t('problem.serverSaid')}>
              {refused.serverReply}
            </code>
          )}
        </details>
      )}
      {welcome !== null && <Welcomed welcome={welcome} />}
      {failed !== null && (
        <span className={classes.failed}>
          <Icon name="stop" size={14} /> {why(failed.code, failed.title)}
        </span>
      )}
    </>
  )
}

/** What has happened, the latest state of it, as short phrases. */
function storyOf(row: Employee, { t, day, moment }: Words): string[] {
  const { state, invitation, givenAt, checked, messages, folders, refusedAt, steps } = row
  if (state === 'not-needed') return []
  const told = [
    givenAt !== null && t(checked ? 'people.told.given' : 'people.told.untried', { when: moment(givenAt) }),
    messages !== null && t('people.told.messages', { count: messages }),
    messages !== null && folders !== null && t('people.told.folders', { count: folders }),
    state === 'refused' && refusedAt !== null && t('people.told.refused', { when: moment(refusedAt) }),
    steps.signedIn !== null && t('people.told.signedIn', { when: day(steps.signedIn) }),
    ...(state === 'given' || invitation === null ? [] : invitationTold(invitation, { t, day, moment })),
  ]
  return told.filter((text) => text !== false)
}

function invitationTold(
  invitation: NonNullable<Employee['invitation']>,
  { t, day, moment }: Pick<Words, 't' | 'day' | 'moment'>,
): (string | false)[] {
  const { by, letterTo, letterWaits, sentAt, madeAt, openedAt, reminders, remindedAt, expiresAt } = invitation
  return [
    letterWaits && t('people.told.waits'),
    by === 'letter' && sentAt !== null && t('people.told.letter', { to: letterTo ?? '', when: moment(sentAt) }),
    by === 'link' && t('people.told.link', { when: moment(madeAt) }),
    openedAt !== null && t('people.told.opened', { when: moment(openedAt) }),
    reminders > 0 && remindedAt !== null && t('people.told.reminded', { count: reminders, when: day(remindedAt) }),
    t('people.told.until', { when: day(expiresAt) }),
  ]
}
