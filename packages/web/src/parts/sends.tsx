import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../api/queries.ts'
import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'
import { ToServerSettings } from './local-address.tsx'
import classes from './parts.module.css'

/** Whether the program has a mail server to send emails through; true while that is not known. */
export function useSends(): boolean {
  return useQuery(meQuery).data?.sendsLetters !== false
}

/** Says that no email goes out, and where that is changed; nothing where they do. */
export function NoLetters() {
  const { t } = useWords()
  if (useSends()) return null
  return (
    <div className={classes.caution} role="note">
      <Icon name="alert" size={18} />
      <p>
        {t('local.noLetters')} <ToServerSettings />
      </p>
    </div>
  )
}
