import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { activityQuery } from '../../api/activity-queries.ts'
import { eventsQuery, type InMove } from '../../api/queries.ts'
import { POLL_MS, useIsLive } from '../../live/use-live.ts'
import { Chips } from '../../parts/chips.tsx'
import { Days } from '../../parts/days.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import { useMay } from '../organisation/may.ts'
import { useMove } from '../where.ts'
import classes from './activity/activity.module.css'
import { EventLine } from './activity/event-line.tsx'
import { TOPICS, topicOf } from './activity/topic.ts'
import { textOf } from './event-text.ts'

/** Everything that happened in a move in the last week, the latest first. */
export function Activity() {
  const words = useWords()
  const { t } = words
  const at = useMove()
  const navigate = useNavigate()
  const topic = topicOf(useSearch({ strict: false }))
  const activity = useInfiniteQuery(activityQuery(at, topic))
  const { data, error, refetch } = activity
  if (error !== null && data === undefined) return <ProblemBox error={error} again={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const items = data.pages
    .flatMap((page) => page.items)
    .flatMap((event) => {
      const text = textOf(event, words)
      return text === undefined ? [] : [{ ...event, text }]
    })
  return (
    <>
      <div className={classes.head}>
        <h2>{t('activity.title')}</h2>
        <LiveSign />
      </div>
      <Chips
        label={t('activity.filter')}
        chosen={topic ?? 'all'}
        options={(['all', ...TOPICS] as const).map((one) => ({ value: one, label: t(`activity.topic.${one}`) }))}
        onChoose={(one) =>
          void navigate({ to: '.', search: (one === 'all' ? {} : { topic: one }) as never, replace: true })
        }
      />
      <Newer at={at} top={data.pages[0]?.position ?? 0} />
      {items.length === 0 && !activity.hasNextPage && (
        <p className={classes.quiet}>{t(topic === undefined ? 'activity.none' : 'activity.noneOfTopic')}</p>
      )}
      <Days items={items} keyOf={({ position }) => position} line={(event) => <EventLine at={at} event={event} />} />
      {activity.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={activity.isFetchingNextPage}
          onClick={() => void activity.fetchNextPage()}
        >
          {t('activity.earlier')}
        </Button>
      ) : (
        <End at={at} />
      )}
    </>
  )
}

function LiveSign() {
  const { t } = useWords()
  return useIsLive() ? (
    <Pill tone="ok" icon="dot">
      {t('overview.live')}
    </Pill>
  ) : (
    <span className={classes.quiet}>{t('overview.polling', { seconds: POLL_MS / 1000 })}</span>
  )
}

/** What came since the page was read: shown at once to who reads at its top, and offered to who reads further down. */
function Newer({ at, top }: { readonly at: InMove; readonly top: number }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const { data: latest } = useQuery(eventsQuery(at))
  const isNewer = latest !== undefined && latest.items.some(({ position }) => position > top)
  const { organisation, move } = at
  useEffect(() => {
    if (isNewer && scrollY < 200) void queries.invalidateQueries({ queryKey: ['activity', organisation, move] })
  }, [isNewer, queries, organisation, move])
  if (!isNewer) return null
  const show = () => {
    void queries.invalidateQueries({ queryKey: ['activity', organisation, move] })
    scrollTo({ top: 0 })
  }
  return (
    <div className={classes.newer}>
      <Button size="sm" onClick={show}>
        {t('activity.newer')}
      </Button>
    </div>
  )
}

function End({ at }: { readonly at: InMove }) {
  const { t } = useWords()
  const mayAudit = useMay(at, 'audit:read')
  return (
    <p className={classes.end}>
      {t('activity.kept')}{' '}
      {mayAudit && (
        <Link to="/organisations/$organisation/audit" params={{ organisation: at.organisation }}>
          {t('activity.toAudit')}
        </Link>
      )}
    </p>
  )
}
