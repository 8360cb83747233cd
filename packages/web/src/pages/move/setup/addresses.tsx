import type { AnswerOf, moves, people } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { addressCountQuery, seenProgressQuery } from '../../../api/people-queries.ts'
import { moveQuery } from '../../../api/queries.ts'
import { Empty } from '../../../parts/card.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { bringInSight } from '../../../parts/in-sight.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'
import classes from './addresses/addresses.module.css'
import { Decisions } from './addresses/decisions.tsx'
import { type AddressCount, NewAddresses } from './addresses/new-addresses.tsx'
import { Roles } from './addresses/roles.tsx'
import { PARTS, type Part } from './addresses/search.ts'
import { Seen } from './addresses/seen.tsx'

/** What becomes of each address: the new one, who answers for it, whether it moves, and that none is forgotten. */
export function SetupAddresses() {
  const { t } = useWords()
  const at = useMove()
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
  return <Parts open={open} move={move.data} count={count.data} seen={seen.data} />
}

interface PartsProps {
  /** What is to be decided of each. */
  readonly open: Readonly<Record<Part, number>>
  readonly move: AnswerOf<typeof moves.readMove>
  readonly count: AddressCount
  readonly seen: AnswerOf<typeof people.seenAddressesProgress>
}

function Parts({ open, move, count, seen }: PartsProps) {
  const { t, number } = useWords()
  const at = useMove()
  const mayWrite = useMayPlan(at)
  const { part } = useSearch({ strict: false })
  // The first that is open when the page opens; it stays, whatever is decided meanwhile.
  const [first] = useState(PARTS.find((one) => open[one] > 0) ?? 'new')
  const shown = PARTS.find((one) => one === part) ?? first
  const parts = useRef<HTMLElement>(null)
  useEffect(() => bringInSight(parts.current, '[aria-current]'), [shown])
  return (
    <section aria-label={t('addresses.title')}>
      <h2 className={classes.title}>{t('addresses.title')}</h2>
      {!mayWrite && <p className={pages.quiet}>{t('people.mayNot')}</p>}
      <nav ref={parts} className={classes.parts} aria-label={t('addresses.title')}>
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
      {shown === 'new' && <NewAddresses at={at} move={move} count={count} mayWrite={mayWrite} />}
      {shown === 'roles' && <Roles at={at} mayWrite={mayWrite} />}
      {shown === 'decisions' && <Decisions at={at} count={count} mayWrite={mayWrite} />}
      {shown === 'seen' && <Seen at={at} progress={seen} mayWrite={mayWrite} />}
      <Onward open={open} shown={shown} />
    </section>
  )
}

/** Whether all is decided, and where one goes from here. */
function Onward({ open, shown }: Pick<PartsProps, 'open'> & { readonly shown: Part }) {
  const { t } = useWords()
  const at = useMove()
  const done = PARTS.every((one) => open[one] === 0)
  const next = open[shown] === 0 ? PARTS.find((one) => open[one] > 0) : undefined
  return (
    <div className={classes.onward}>
      {done && (
        <p className={classes.good} role="status">
          <Icon name="check" /> {t('addresses.done')}
        </p>
      )}
      {next !== undefined && (
        <Button
          component={Link}
          to={`/organisations/${at.organisation}/moves/${at.move}/setup/addresses`}
          search={{ part: next } as never}
          size="md"
        >
          {t('addresses.next', { part: t(`addresses.part.${next}`) })}
        </Button>
      )}
      <Button
        component={Link}
        to={`/organisations/${at.organisation}/moves/${at.move}/overview`}
        size="md"
        variant={done ? 'filled' : 'default'}
      >
        {t(done ? 'addresses.toOverview' : 'setupSummary.toOverview')}
      </Button>
    </div>
  )
}
