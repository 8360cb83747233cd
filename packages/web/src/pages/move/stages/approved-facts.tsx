import { useQuery } from '@tanstack/react-query'
import { mailboxCountQuery } from '../../../api/mailboxes-queries.ts'
import { type InMove, moveQuery, servicesQuery } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import panel from '../mailboxes/panel.module.css'

/** What somebody says yes to: how many mailboxes go from where to where, and when. */
export function ApprovedFacts({ at }: { readonly at: InMove }) {
  const { t, day } = useWords()
  const { data: move } = useQuery(moveQuery(at))
  const { data: services } = useQuery(servicesQuery(at))
  const { data: counted } = useQuery(mailboxCountQuery(at, { decision: 'move' }))
  if (move === undefined || services === undefined || counted === undefined) return null
  const names = (side: 'source' | 'target') =>
    services.items
      .filter((service) => service.side === side)
      .map(({ name }) => name)
      .join(', ')
  return (
    <section aria-label={t('passOver.approve.what')}>
      <p>
        <strong>
          {t('passOver.approve.mailboxes', { count: counted.total, from: names('source'), to: names('target') })}
        </strong>
      </p>
      <p className={panel.quiet}>
        {move.cutOverOn === null
          ? t('passOver.approve.noDay')
          : t('passOver.approve.day', { day: day(move.cutOverOn) })}
      </p>
    </section>
  )
}
