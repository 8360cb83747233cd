import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WelcomeState } from '../../../api/people-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type States, totalOf } from './asking.ts'
import classes from './people.module.css'
import { EMPLOYEE_STATES, type PeopleSearch, STATE_ORDER, WELCOME_ORDER, WELCOME_STATES } from './search.ts'

const PAGE = '/organisations/$organisation/moves/$move/people'

interface Props {
  readonly at: InMove
  readonly states: States
  /** What the welcome letters tell: how many of each. */
  readonly welcomes: Readonly<Partial<Record<WelcomeState, number>>>
  readonly search: PeopleSearch
}

/** Who is shown: states with their counts, and how an address begins. All stand in the page's address. */
export function Filters({ at, states, welcomes, search: { state, welcome, text } }: Props) {
  const { t, number } = useWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(text ?? '')
  const search = useDebouncedCallback(
    (next: string) =>
      void navigate({
        to: PAGE,
        params: at,
        search: { state, welcome, text: next === '' ? undefined : next },
        replace: true,
      }),
    250,
  )
  const letters = WELCOME_ORDER.filter((one) => (welcomes[one] ?? 0) > 0 || one === welcome)
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
          data-open={(state === undefined && welcome === undefined) || undefined}
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
      {letters.length > 0 && (
        <nav className={classes.chips} aria-label={t('welcome.filter')}>
          <span className={classes.chipsOf}>{t('welcome.filter')}</span>
          {letters.map((one) => (
            <Link
              key={one}
              to={PAGE}
              params={at}
              search={{ welcome: one === welcome ? undefined : one, text }}
              className={classes.chip}
              data-open={one === welcome || undefined}
            >
              <Icon name={WELCOME_STATES[one]} size={14} /> {t(`welcome.state.${one}`)}{' '}
              <span className={classes.count}>{number(welcomes[one] ?? 0)}</span>
            </Link>
          ))}
        </nav>
      )}
    </div>
  )
}
