import type { Service } from '../../../api/setup-queries.ts'
import { useWords } from '../../../words/use-words.ts'
import classes from './setup.module.css'

type SignIn = Service['signIn']

/** How one signs in at a service, in words, and what else is known of it. */
export function ProviderWords({ signIn: { provider, page } }: { readonly signIn: SignIn }) {
  const { t, maybe } = useWords()
  const quirk = maybe(`provider.${provider}.quirk`)
  return (
    <div>
      <h3>{t('setupLook.signIn')}</h3>
      <p>{maybe(`provider.${provider}.way`) ?? t('provider.generic.way')}</p>
      {quirk !== undefined && <p className={classes.place}>{quirk}</p>}
      {page !== null && (
        // The provider learns nothing of where one comes from.
        <p>
          <a href={page} target="_blank" rel="noreferrer">
            {t('setupLook.page')}
          </a>{' '}
          <bdi className={classes.place}>{new URL(page).host}</bdi>
        </p>
      )}
    </div>
  )
}
