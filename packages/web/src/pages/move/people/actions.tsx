import { Button, Checkbox, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Employee } from '../../../api/people-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { NoLetters, useSends } from '../../../parts/sends.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type Ask, type Some, type States, unansweredOf } from './asking.ts'
import classes from './people.module.css'
import type { Chosen } from './use-chosen.ts'

/** What the lead does most: invite who was not, remind who has not answered. */
export function Actions({ at, states, ask }: { readonly at: InMove; readonly states: States; readonly ask: Ask }) {
  const { t } = useWords()
  const uninvited = states['not-invited'] ?? 0
  const unanswered = unansweredOf(states)
  const sends = useSends()
  return (
    <Group gap="sm" className={classes.actions}>
      {uninvited > 0 && (
        <Button
          onClick={() =>
            ask({ what: 'invite', by: 'letter', which: { filter: { state: 'not-invited' } }, count: uninvited })
          }
        >
          {t('people.inviteAll', { count: uninvited })}
        </Button>
      )}
      {unanswered > 0 && sends && (
        <Button variant="default" onClick={() => ask({ what: 'remind', which: { filter: {} }, count: unanswered })}>
          {t('people.remindAll', { count: unanswered })}
        </Button>
      )}
      <Button variant="default" onClick={() => ask({ what: 'rule' })}>
        {t('people.rule')}
      </Button>
      <Button variant="default" onClick={() => ask({ what: 'welcome' })}>
        {t('welcome.button')}
      </Button>
      <Button
        variant="subtle"
        component={Link}
        to={`/organisations/${at.organisation}/moves/${at.move}/setup/people`}
        leftSection={<Icon name="plus" />}
      >
        {t('people.add')}
      </Button>
      {unanswered > 0 && <NoLetters />}
    </Group>
  )
}

interface BarProps {
  readonly chosen: Chosen
  readonly rows: readonly Employee[]
  /** All that the filter shows. */
  readonly all: Some
  /** Whether there are rows beyond those that are shown. */
  readonly more: boolean
  readonly ask: Ask
}

/** Ticks all, says how many are ticked, and does something with them. */
export function ChosenBar({ chosen, rows, all, more, ask }: BarProps) {
  const { t } = useWords()
  const sends = useSends()
  const count = chosen.ids.length
  const whole = count > 0 && count === rows.length
  const some: Some = { which: { ids: [...chosen.ids] }, count }
  return (
    <div className={classes.bar}>
      <Checkbox
        checked={whole}
        indeterminate={count > 0 && !whole}
        onChange={() => chosen.set(whole ? [] : rows.map(({ mailbox }) => mailbox))}
        label={count === 0 ? t('people.choose') : t('people.chosen', { count })}
      />
      {count > 0 && (
        <Group gap="xs">
          {sends && (
            <Button size="xs" onClick={() => ask({ what: 'invite', by: 'letter', ...some })}>
              {t('people.invite')}
            </Button>
          )}
          <Button
            size="xs"
            variant={sends ? 'default' : 'filled'}
            onClick={() => ask({ what: 'invite', by: 'link', ...some })}
          >
            {t('people.links')}
          </Button>
          {sends && (
            <Button size="xs" variant="default" onClick={() => ask({ what: 'remind', ...some })}>
              {t('people.remind')}
            </Button>
          )}
          {whole && more && (
            <Button size="xs" variant="subtle" onClick={() => ask({ what: 'invite', by: 'letter', ...all })}>
              {t('people.inviteBeyond')}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}
