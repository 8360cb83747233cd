import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { movesQuery } from '../../api/queries.ts'
import { Empty } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemPage } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { useOrganisation } from '../where.ts'
import { useMayPlan } from './may-plan.ts'

/** The moves of an organisation; where there is none, what a move is. */
export function Moves() {
  const { t, day } = useWords()
  const at = useOrganisation()
  const mayPlan = useMayPlan(at)
  const { data, error, refetch } = useQuery(movesQuery(at))
  if (error !== null) return <ProblemPage error={error} reset={() => void refetch()} />
  if (data === undefined)
    return (
      <div className={pages.page}>
        <Waiting />
      </div>
    )
  const make = mayPlan ? (
    <Button
      component={Link}
      to={`/organisations/${at.organisation}/moves/new`}
      leftSection={<Icon name="plus" />}
      size="sm"
    >
      {t('moves.make')}
    </Button>
  ) : (
    <p className={pages.quiet}>{t('newMove.mayNot')}</p>
  )
  return (
    <div className={pages.page}>
      <div className={pages.head}>
        <h1>{t('moves.title')}</h1>
        {data.items.length > 0 && mayPlan && make}
      </div>
      {data.items.length === 0 ? (
        <Empty title={t('moves.empty.title')} text={t('moves.empty.text')} example={t('moves.empty.example')}>
          {make}
        </Empty>
      ) : (
        <ul className={pages.list}>
          {data.items.map(({ id, name, kind, createdAt, cutOverOn, pausedAt }) => (
            <li key={id}>
              <Link
                className={pages.row}
                to="/organisations/$organisation/moves/$move/overview"
                params={{ ...at, move: id }}
              >
                <span>
                  <strong>
                    <bdi>{name}</bdi>
                  </strong>
                  <span className={pages.quiet}>{t(`kind.${kind}.name`)}</span>
                </span>
                <Group gap="sm">
                  {pausedAt !== null && (
                    <Pill tone="warning" icon="pause">
                      {t('moves.paused')}
                    </Pill>
                  )}
                  <span className={pages.quiet}>
                    {cutOverOn === null
                      ? t('moves.made', { day: day(createdAt) })
                      : t('moves.cutOver', { day: day(cutOverOn) })}
                  </span>
                </Group>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
