import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { EmployeeState } from '../../../api/people-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type States, totalOf } from './asking.ts'
import classes from './people.module.css'
import { EMPLOYEE_STATES, STATE_ORDER } from './search.ts'

const PAGE = '/organisations/$organisation/moves/$move/people'

interface Props {
  readonly at: InMove
  readonly states: States
  readonly state: EmployeeState | undefined
  readonly text: string | undefined
}

/** Who is shown: states with their counts, and how an address begins. Both stand in the page's address. */
export function Filters({ at, states, state, text }: Props) {
  const { t, number } = useWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(text ?? '')
  const search = useDebouncedCallback(
    (next: string) =>
      void navigate({ to: PAGE, params: at, search: { state, text: next === '' ? undefined : next }, replace: true }),
    250,
  )
  const there = STATE_ORDER.filter((one) => (states[one] ?? 0) > 0 || one === state)
  return (
    <div className={classes.filters}>
      <TextInput
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          search(currentTarget.value.trim())
        }}
        maxLength={320}
        className={classes.search}
      />
      <nav className={classes.chips} aria-label={t('people.filter')}>
        <Link
          to={PAGE}
          params={at}
          search={{ text }}
          className={classes.chip}
          data-open={state === undefined || undefined}
        >
          {t('people.everybody')} <span className={classes.count}>{number(totalOf(states))}</span>
        </Link>
        {there.map((one) => (
          <Link
            key={one}
            to={PAGE}
            params={at}
            search={{ state: one, text }}
            className={classes.chip}
            data-open={one === state || undefined}
          >
            <Icon name={EMPLOYEE_STATES[one].icon} size={14} /> {t(`people.state.${one}`)}{' '}
            <span className={classes.count}>{number(states[one] ?? 0)}</span>
          </Link>
        ))}
      </nav>
    </div>
  )
}
