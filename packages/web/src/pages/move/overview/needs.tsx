import { Button } from '@mantine/core'
import { useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { isMissing, type Stages } from '../stages/state.ts'
import { AlertNeed } from './alert-need.tsx'
import type { Alert } from './alert-remedies.tsx'
import { BeginNeed, CheckNeed, LeaveNeed, PausedNeed, SetupNeed } from './need-cards.tsx'
import classes from './overview.module.css'

/** Of all that needs somebody these are shown at once. */
const FIRST = 3

/** What does not go on without somebody: what is stuck, what a stage that goes on lacks, steps that can be taken. */
export function Needs(props: {
  readonly at: InMove
  readonly stages: Stages
  readonly alerts: readonly Alert[]
  readonly mailboxes: number
  readonly paused: boolean
}) {
  const { at, stages, alerts, mailboxes, paused } = props
  const { t } = useWords()
  const mayRun = useMayPlan(at)
  const [all, setAll] = useState(false)
  const open = stages.items.filter(({ status }) => status === 'open')
  const untouched = stages.items.every(({ status }) => status === 'waiting')
  const cards = [
    ...(paused ? [<PausedNeed key="paused" at={at} mayRun={mayRun} />] : []),
    ...alerts.map((alert) => <AlertNeed key={alert.id} at={at} alert={alert} mayRun={mayRun} />),
    ...(mailboxes === 0 && mayRun ? [<SetupNeed key="setup" at={at} />] : []),
    ...(untouched && mayRun ? [<BeginNeed key="begin" at={at} stages={stages} />] : []),
    ...(mayRun ? open.filter(({ mayLeave }) => mayLeave) : []).map((stage) => (
      <LeaveNeed key={stage.stage} at={at} stages={stages} stage={stage} />
    )),
    ...open.flatMap((stage) =>
      stage.checks
        .filter(isMissing)
        .map((check) => <CheckNeed key={check.name} at={at} mayRun={mayRun} stage={stage.stage} check={check} />),
    ),
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
