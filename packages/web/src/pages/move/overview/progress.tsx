import { Card } from '../../../parts/card.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './overview.module.css'
import { StateBar } from './state-bar.tsx'
import { countOf, MAILBOX_STATES, type MoveProgress, STATE_ORDER } from './states.ts'

/** The mailboxes that are to be copied, by where they stand. */
export function Progress({ progress }: { readonly progress: MoveProgress }) {
  const { t, number } = useWords()
  const shown = STATE_ORDER.map((state) => ({ state, count: countOf(progress, state) })).filter(
    ({ count }) => count > 0,
  )
  return (
    <Card title={t('overview.mailboxes')} aside={<span className={classes.quiet}>{number(progress.copied)}</span>}>
      <StateBar states={shown} />
      <ul className={classes.lines}>
        {shown.map(({ state, count }) => (
          <li key={state}>
            <Pill {...MAILBOX_STATES[state]}>{t(`overview.state.${state}`)}</Pill>
            <strong>{number(count)}</strong>
          </li>
        ))}
      </ul>
    </Card>
  )
}
