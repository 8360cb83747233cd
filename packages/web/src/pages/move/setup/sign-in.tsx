import { useWords } from '../../../words/use-words.ts'
import pages from '../../pages.module.css'
import { keepAll, useDrafts } from './drafts.ts'
import { GoOn } from './go-on.tsx'
import { MayNot } from './may-not.tsx'
import classes from './setup.module.css'
import { SignInWay } from './sign-in-way.tsx'
import { stateOf } from './steps.ts'
import { useStanding } from './use-standing.ts'

/** How the mailboxes of each service are opened. */
export function SetupSignIn() {
  const { t } = useWords()
  const { standing } = useStanding()
  const drafts = useDrafts()
  if (standing === undefined) return null
  const { services } = standing
  return (
    <div className={classes.form}>
      <div>
        <h2>{t('setupSignIn.title')}</h2>
        <p className={pages.quiet}>{t('setupSignIn.text')}</p>
      </div>
      <MayNot />
      {services.length === 0 && <p>{t('setupSignIn.first')}</p>}
      <div className={classes.cards}>
        {services.map((service) => (
          <SignInWay key={service.id} service={service} drafts={drafts} />
        ))}
      </div>
      <GoOn from="sign-in" quiet={stateOf('sign-in', standing) !== 'done'} keep={() => keepAll(drafts)} />
    </div>
  )
}
