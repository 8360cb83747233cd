import type { AnswerOf, employees } from '@caravan/contract'
import { useWords } from '../../../words/use-words.ts'
import { totalOf, unansweredOf } from './asking.ts'
import classes from './people.module.css'

/** How it stands with the employees, in plain words. */
export function BoardSentence({ count }: { readonly count: AnswerOf<typeof employees.countEmployees> }) {
  const { t } = useWords()
  const { states, letters, steps, welcome } = count
  const asked = totalOf(states) - states['not-needed']
  const { given, refused, expired } = states
  const open = [
    unansweredOf(states) - refused > 0 && t('people.unanswered', { count: unansweredOf(states) - refused }),
    states['not-invited'] > 0 && t('people.uninvited', { count: states['not-invited'] }),
    expired > 0 && t('people.expired', { count: expired }),
    letters.waiting > 0 && t('people.lettersWait', { count: letters.waiting }),
  ].filter((text) => text !== false)
  return (
    <>
      <p className={classes.sentence}>
        {asked === 0 ? (
          t('people.nobodyNeeded')
        ) : (
          <strong className={classes.good}>{t('people.given', { count: asked, given })}</strong>
        )}{' '}
        {refused > 0 && <strong className={classes.bad}>{t('people.refused', { count: refused })} </strong>}
        {letters.failed > 0 && (
          <strong className={classes.bad}>{t('people.lettersFailed', { count: letters.failed })} </strong>
        )}
        {open.join(' ')}
        {asked > 0 && asked === given && t('people.all')}
      </p>
      {steps.signedIn > 0 && (
        <p className={classes.quiet}>
          {[
            t('people.step.signedIn', { count: steps.signedIn }),
            t('people.step.passwordChanged', { count: steps.passwordChanged }),
            t('people.step.secondFactor', { count: steps.secondFactor }),
            t('people.step.oldAccountRemoved', { count: steps.oldAccountRemoved }),
          ].join(' · ')}
        </p>
      )}
      <Welcomed {...welcome} />
    </>
  )
}

/** What the welcome letters tell, where there are any. */
function Welcomed({ states, failed }: AnswerOf<typeof employees.countEmployees>['welcome']) {
  const { t } = useWords()
  const { due, unopened, opened, gone } = states
  const count = due + unopened + opened + gone
  if (count === 0) return null
  const told = [
    t('welcome.counted', { count, opened }),
    gone > 0 && t('welcome.goneCounted', { count: gone }),
    failed > 0 && t('welcome.failed', { count: failed }),
  ].filter((text) => text !== false)
  return <p className={classes.quiet}>{told.join(' · ')}</p>
}
