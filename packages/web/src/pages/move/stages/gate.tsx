import type { InMove } from '../../../api/queries.ts'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { useWords } from '../../../words/use-words.ts'
import { PassOver } from './pass-over.tsx'
import { Refusals } from './refusals.tsx'
import classes from './stages.module.css'
import { type Check, STATE_LOOK, type Stage, type Stages, stateOf, wasAhead } from './state.ts'
import { Steps } from './steps.tsx'

/** One stage: its days, what is asked before it is done, and the step that can be taken. */
export function Gate({ at, stages, stage }: { readonly at: InMove; readonly stages: Stages; readonly stage: Stage }) {
  const { t, maybe, day, list } = useWords()
  const state = stateOf(stage)
  const asked = stage.checks.filter(({ status }) => status !== 'not-built')
  const unjudged = stage.checks.filter(({ status }) => status === 'not-built')
  const dates = [
    stage.since !== null && stage.status === 'open' && t('stage.since', { day: day(stage.since) }),
    stage.begins !== null &&
      stage.status === 'waiting' &&
      (stage.stage === 'cutover' || !hasPassed(stage.begins)) &&
      t('stage.from', { day: day(stage.begins) }),
    stage.ends !== null && !hasPassed(stage.ends) && t('stage.until', { day: day(stage.ends) }),
    stage.ends !== null && hasPassed(stage.ends) && wasAhead(stage) && t('stage.wasUntil', { day: day(stage.ends) }),
  ].filter((text) => text !== false)
  return (
    <>
      <Pill {...STATE_LOOK[state]}>{t(`stage.status.${state}`)}</Pill>
      {dates.length > 0 && <p className={classes.dates}>{dates.join(' · ')}</p>}
      <h3 className={classes.asks}>{t('stage.gate')}</h3>
      {asked.length === 0 && <p className={classes.quiet}>{t('stage.noGate')}</p>}
      <ul className={classes.checks}>
        {asked.map((check) => (
          <CheckLine key={check.name} at={at} stages={stages} stage={stage} check={check} />
        ))}
      </ul>
      {unjudged.length > 0 && (
        <details className={classes.quiet}>
          <summary>{t('stage.notBuilt', { count: unjudged.length })}</summary>
          <ul>
            {unjudged.map(({ name, asks }) => (
              <li key={name}>{maybe(`unjudged.${name}`) ?? asks}</li>
            ))}
          </ul>
        </details>
      )}
      {stage.waitsFor.length > 0 && (
        <p className={classes.quiet}>
          {t('gate.waitsFor', { stages: list(stage.waitsFor.map((other) => t(`stage.${other}`))) })}
        </p>
      )}
      <Steps at={at} stages={stages} stage={stage} />
    </>
  )
}

/** A day of the plan that lies before today, where the reader is. */
const hasPassed = (day: string): boolean => new Date(`${day}T23:59:59`) < new Date()

const CHECK_ICONS: Readonly<Record<Exclude<Check['status'], 'not-built'>, IconName>> = {
  green: 'check',
  red: 'alert',
  unknown: 'ring',
  'not-applicable': 'minus',
}

function CheckLine(props: {
  readonly at: InMove
  readonly stages: Stages
  readonly stage: Stage
  readonly check: Check
}) {
  const { name, status, asks, evidence, override } = props.check
  const { t, maybe } = useWords()
  if (status === 'not-built') return null
  const word = override === null ? t(`stage.check.${status}`) : t('stage.check.passed', { name: override.by })
  const missing = status === 'red' && override === null
  return (
    <li data-status={override === null ? status : 'green'}>
      <Icon name={override === null ? CHECK_ICONS[status] : 'check'} />
      <span>
        {maybe(`check.${name}.asks`) ?? maybe(`unjudged.${name}`) ?? asks} <span className={classes.quiet}>{word}</span>
        {missing && evidence !== null && evidence.of !== null && (
          <span className={classes.quiet}> · {t('overview.amiss', { amiss: evidence.amiss, of: evidence.of })}</span>
        )}
        {missing && <Refusals at={props.at} refusals={evidence?.refusals ?? []} />}
        {override !== null && (
          <span className={classes.quiet}>
            {' · '}
            <q>{override.reason}</q>
          </span>
        )}
        <span className={classes.pass}>
          <PassOver {...props} />
        </span>
      </span>
    </li>
  )
}
