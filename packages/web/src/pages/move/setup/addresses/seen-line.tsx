import { NativeSelect } from '@mantine/core'
import type { SeenAddress } from '../../../../api/people-queries.ts'
import { Pill } from '../../../../parts/pill.tsx'
import { Tick } from '../../../../parts/tick.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'
import { SEEN_DECISIONS, type SeenDecision } from './seen-decisions.ts'

interface Props {
  readonly row: SeenAddress
  readonly mayWrite: boolean
  readonly ticked: boolean
  readonly tick: () => void
  readonly decide: (decision: SeenDecision | null) => void
}

/** One address: how often and when it was written to, what kind it seems to be, and what becomes of it. */
export function SeenLine({ row, mayWrite, ticked, tick, decide }: Props) {
  const { t, day } = useWords()
  const { address, messages, delivered, junk, lastSeen, inMove, sorts, decision, decidedBy, decidedAt } = row
  const told = [
    t('addresses.seen.messages', { count: messages }),
    delivered > 0 && t('addresses.seen.delivered', { count: delivered }),
    junk > 0 && t('addresses.seen.junk', { count: junk }),
    lastSeen !== null && t('addresses.seen.last', { day: day(lastSeen) }),
  ].filter((text) => text !== false)
  return (
    <li className={classes.decision} data-chosen={ticked || undefined}>
      {mayWrite && <Tick checked={ticked} name={address} onChange={tick} />}
      <div className={classes.who}>
        <strong>
          <bdi dir="ltr">{address}</bdi>
        </strong>
        <span className={classes.quiet}>{told.join(' · ')}</span>
        {sorts.length > 0 && (
          <span className={classes.pills}>
            {sorts.map((sort) => (
              <Pill key={sort} tone="idle" icon="dot">
                {t(`addresses.seen.sort.${sort}`)}
              </Pill>
            ))}
          </span>
        )}
      </div>
      {inMove ? (
        <Pill tone="ok" icon="check">
          {t('addresses.seen.inMove')}
        </Pill>
      ) : mayWrite ? (
        <NativeSelect
          aria-label={t('addresses.seen.of', { address })}
          value={decision ?? ''}
          data={[
            { value: '', label: t('addresses.decision.undecided') },
            ...SEEN_DECISIONS.map((value) => ({ value, label: t(`addresses.seen.decision.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => decide(value === '' ? null : (value as SeenDecision))}
        />
      ) : (
        <span>{decision === null ? t('addresses.decision.undecided') : t(`addresses.seen.decision.${decision}`)}</span>
      )}
      <span className={classes.quiet}>
        {decidedBy !== null &&
          decidedAt !== null &&
          t('addresses.decisions.by', { name: decidedBy, day: day(decidedAt) })}
      </span>
    </li>
  )
}
