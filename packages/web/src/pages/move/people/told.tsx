import { useQuery } from '@tanstack/react-query'
import { type InMove, moveQuery, servicesQuery } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import pages from '../../pages.module.css'

/** What the pages of the employees say of this move, before anybody is asked: its day, and what its services are called. */
export function Told({ at }: { readonly at: InMove }) {
  const { t, day, list } = useWords()
  const { data: move } = useQuery(moveQuery(at))
  const { data: services } = useQuery(servicesQuery(at))
  if (move === undefined || services === undefined) return null
  const names = services.items.filter(({ side }) => side === 'source').map(({ name }) => name)
  return (
    <p className={pages.quiet}>
      {move.cutOverOn === null ? t('people.told.noDay') : t('people.told.day', { day: day(move.cutOverOn) })}{' '}
      {names.length > 0 && t('people.told.service', { names: list(names) })}
    </p>
  )
}
