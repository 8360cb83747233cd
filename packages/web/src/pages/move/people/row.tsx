import { ActionIcon, Menu } from '@mantine/core'
import type { Employee } from '../../../api/people-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { useSends } from '../../../parts/sends.tsx'
import { Tick } from '../../../parts/tick.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Ask } from './asking.ts'
import { Detail } from './detail.tsx'
import classes from './people.module.css'
import { EMPLOYEE_STATES } from './search.ts'
import type { Chosen } from './use-chosen.ts'

interface Props {
  readonly row: Employee
  /** Undefined: nothing may be done with it. */
  readonly chosen: Chosen | undefined
  readonly ask: Ask
}

/** One employee: where they stand, since when, and what can be done. */
export function EmployeeRow({ row, chosen, ask }: Props) {
  const { t } = useWords()
  const { mailbox, sourceAddress, displayName, state } = row
  const name = displayName === '' ? sourceAddress : displayName
  return (
    <li className={classes.row} data-chosen={chosen?.has(mailbox) || undefined}>
      {chosen !== undefined && (
        <Tick checked={chosen.has(mailbox)} name={name} onChange={() => chosen.toggle(mailbox)} />
      )}
      <div className={classes.who}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {displayName !== '' && (
          <span className={classes.quiet}>
            <bdi dir="ltr">{sourceAddress}</bdi>
          </span>
        )}
      </div>
      <div className={classes.state}>
        <Pill {...EMPLOYEE_STATES[state]}>{t(`people.state.${state}`)}</Pill>
      </div>
      <div className={classes.detail}>
        <Detail row={row} />
      </div>
      {chosen !== undefined && state !== 'not-needed' && <RowMenu row={row} ask={ask} name={name} />}
    </li>
  )
}

interface MenuProps {
  readonly row: Employee
  readonly name: string
  readonly ask: Ask
}

function RowMenu({ row: { mailbox, invitation, state }, name, ask }: MenuProps) {
  const { t } = useWords()
  const one = { which: { ids: [mailbox] }, count: 1 }
  const again = state === 'given'
  const sends = useSends()
  return (
    <Menu
      position="bottom-end"
      withInitialFocusPlaceholder={false}
      classNames={{ item: classes.item }}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          className={classes.menu}
          aria-label={t('people.menu', { name })}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {sends && invitation !== null && !again && (
          <Menu.Item onClick={() => ask({ what: 'remind', ...one })}>{t('people.remind')}</Menu.Item>
        )}
        {sends && (
          <Menu.Item onClick={() => ask({ what: 'invite', by: 'letter', again, ...one })}>
            {t(invitation === null ? 'people.invite' : 'people.inviteAnew')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => ask({ what: 'invite', by: 'link', again, ...one })}>{t('people.link')}</Menu.Item>
        {invitation !== null && (
          <Menu.Item color="var(--bad)" onClick={() => ask({ what: 'revoke', mailbox, name })}>
            {t('people.revoke')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
