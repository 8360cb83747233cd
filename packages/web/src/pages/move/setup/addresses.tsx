import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { addressCountQuery, seenProgressQuery } from '../../../api/people-queries.ts'
import { moveQuery } from '../../../api/queries.ts'
import { Empty } from '../../../parts/card.tsx'
import { WaitingRows } from '../../../parts/more.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'
import classes from './addresses/addresses.module.css'
import { Decisions } from './addresses/decisions.tsx'
import { NewAddresses } from './addresses/new-addresses.tsx'
import { Roles } from './addresses/roles.tsx'
import { PARTS, type Part } from './addresses/search.ts'
import { Seen } from './addresses/seen.tsx'

/** What becomes of each address: the new one, who answers for it, whether it moves, and that none is forgotten. */
export function SetupAddresses() {
  const { t, number } = useWords()
  const at = useMove()
  const mayWrite = useMayPlan(at)
  const { part } = useSearch({ strict: false })
  const count = useQuery(addressCountQuery(at))
  const seen = useQuery(seenProgressQuery(at))
  const move = useQuery(moveQuery(at))
  const failed = [count, seen, move].find(({ error, data }) => error !== null && data === undefined)
  if (failed) return <ProblemBox error={failed.error} again={() => void failed.refetch()} />
  if (!count.data || !seen.data || !move.data) return <WaitingRows rows={6} />
  if (count.data.mailboxes === 0)
    return (
      <Empty title={t('addresses.empty.title')} text={t('addresses.empty.text')}>
        <Button component={Link} to={`/organisations/${at.organisation}/moves/${at.move}/setup/people`} mt="lg">
          {t('people.empty.button')}
        </Button>
      </Empty>
    )
  const open: Readonly<Record<Part, number>> = {
    new: count.data.withoutTarget,
    roles: count.data.rolesWithoutOwner,
    decisions: count.data.decisions.undecided,
    seen: seen.data.undecided,
  }
  const shown = part ?? PARTS.find((one) => open[one] > 0) ?? 'new'
  return (
    <section aria-label={t('addresses.title')}>
      <h2 className={classes.title}>{t('addresses.title')}</h2>
      {!mayWrite && <p className={pages.quiet}>{t('people.mayNot')}</p>}
      <nav className={classes.parts} aria-label={t('addresses.title')}>
        {PARTS.map((one) => (
          <Link
            key={one}
            to="/organisations/$organisation/moves/$move/setup/addresses"
            params={at}
            search={{ part: one }}
            className={classes.part}
            data-open={one === shown || undefined}
            aria-current={one === shown ? 'true' : undefined}
          >
            {t(`addresses.part.${one}`)}
            {open[one] > 0 && (
              <span className={classes.open}>
                {number(open[one])} <span className={classes.heard}>{t('addresses.open')}</span>
              </span>
            )}
          </Link>
        ))}
      </nav>
      {shown === 'new' && <NewAddresses at={at} move={move.data} count={count.data} mayWrite={mayWrite} />}
      {shown === 'roles' && <Roles at={at} mayWrite={mayWrite} />}
      {shown === 'decisions' && <Decisions at={at} count={count.data} mayWrite={mayWrite} />}
      {shown === 'seen' && <Seen at={at} progress={seen.data} mayWrite={mayWrite} />}
    </section>
  )
}
