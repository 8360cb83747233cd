import { Button } from '@mantine/core'
import { useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { isDue, isMissing, mayBegin, type Stages } from '../stages/state.ts'
import { AlertNeed } from './alert-need.tsx'
import type { Alert } from './alert-remedies.tsx'
import { BeginNeed, CheckNeed, LeaveNeed, NextNeed, PausedNeed, SetupNeed, StartNeed } from './need-cards.tsx'
import classes from './overview.module.css'

/** Of all that needs somebody these are shown at once. */
const FIRST = 3

/** What does not go on without somebody: what is stuck, what a stage that goes on lacks, steps that can be taken. */
export function Needs(props: {
  readonly at: InMove
  readonly stages: Stages
  readonly alerts: readonly Alert[]
  readonly mailboxes: number
  /** Mailboxes that no pass has come to yet. */
  readonly notBegun: number
  readonly paused: boolean
}) {
  const { at, stages, alerts, mailboxes, notBegun, paused } = props
  const { t } = useWords()
  const mayRun = useMayPlan(at)
  const [all, setAll] = useState(false)
  const open = stages.items.filter(({ status }) => status === 'open')
  const untouched = stages.items.every(({ status }) => status === 'waiting')
  // Nothing says who begins the next stage but this; the switch and the end, where their days lie ahead, come last.
  const next = untouched || !mayRun ? [] : stages.items.filter(mayBegin)
  const isLater = ({ stage, standing }: (typeof next)[number]) =>
    standing === 'ahead' && (stage === 'cutover' || stage === 'close')
  const nextCards = (later: boolean) =>
    next
      .filter((stage) => isLater(stage) === later)
      .map((stage) => <NextNeed key={`next ${stage.stage}`} at={at} stages={stages} stage={stage} />)
  const cards = [
    ...(paused ? [<PausedNeed key="paused" at={at} mayRun={mayRun} />] : []),
    ...alerts.map((alert) => <AlertNeed key={alert.id} at={at} alert={alert} mayRun={mayRun} />),
    ...(mailboxes === 0 && mayRun ? [<SetupNeed key="setup" at={at} />] : []),
    ...(untouched && mayRun ? [<BeginNeed key="begin" at={at} stages={stages} />] : []),
    ...(mayRun ? open.filter(({ mayLeave }) => mayLeave) : []).map((stage) => (
      <LeaveNeed key={stage.stage} at={at} stages={stages} stage={stage} />
    )),
    ...nextCards(false),
    ...(mayRun && notBegun > 0 && open.some(({ stage }) => stage === 'copy')
      ? [<StartNeed key="start" at={at} count={notBegun} />]
      : []),
    ...open.flatMap((stage) =>
      stage.checks
        .filter((check) => isMissing(check) && isDue(stages, check))
        .map((check) => <CheckNeed key={check.name} {...{ at, mayRun, stages, stage, check }} />),
    ),
    ...nextCards(true),
  ]
  return (
    <section className={classes.needs} aria-label={t('overview.needs')}>
      <h2>{t('overview.needs')}</h2>
      {cards.length === 0 && <p className={classes.quiet}>{t('overview.needsNothing')}</p>}
      <div className={classes.needCards}>{all ? cards : cards.slice(0, FIRST)}</div>
      {cards.length > FIRST && (
        <Button variant="subtle" size="sm" mt="sm" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('overview.fewer') : t('overview.more', { count: cards.length - FIRST })}
        </Button>
      )}
    </section>
  )
}
