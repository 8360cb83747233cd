import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { meQuery } from '../api/queries.ts'
import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'
import { isLocal } from './local-address.ts'
import classes from './parts.module.css'

/**
 * Says that links lead to this machine alone, and how that is changed; nothing where they lead elsewhere.
 * @param here it stands where that is changed
 */
export function LocalAddress({ here = false }: { readonly here?: boolean }) {
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  if (me === undefined || !isLocal(me.publicUrl)) return null
  return (
    <div className={classes.caution} role="note">
      <Icon name="alert" size={18} />
      <div>
        <p>{t('local.text', { address: me.publicUrl })}</p>
        {!here && (
          <p>
            {t(me.hostAdministrator ? 'local.how' : 'local.ask')} <ToServerSettings />
          </p>
        )}
      </div>
    </div>
  )
}

/** The way to the server's settings, for who may change them; nothing there, and for others. */
export function ToServerSettings() {
  const { t } = useWords()
  const { organisation } = useParams({ strict: false })
  const { data: me } = useQuery(meQuery)
  if (me?.hostAdministrator !== true || organisation === undefined) return null
  return (
    <Link to="/organisations/$organisation/settings" params={{ organisation }} search={{ part: 'server' }}>
      {t('local.settings')}
    </Link>
  )
}
