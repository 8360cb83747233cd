import { Menu, UnstyledButton } from '@mantine/core'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './mailboxes.module.css'

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly count?: number
}

/** A filter: closed it says what it is about, or what is chosen; open it has the choices with how many each has. */
export function Chip<Value extends string>(props: {
  readonly name: string
  readonly chosen: Value | undefined
  readonly options: readonly Option<Value>[]
  readonly onChoose: (value: Value | undefined) => void
}) {
  const { name, chosen, options, onChoose } = props
  const { t, number } = useWords()
  const one = options.find(({ value }) => value === chosen)
  return (
    <Menu alignItemsLabels="all" position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.chip} data-chosen={one !== undefined || undefined}>
          <span>
            {one === undefined ? (
              name
            ) : (
              <>
                {name}: <bdi>{one.label}</bdi>
              </>
            )}
          </span>
          {one?.count !== undefined && <span className={classes.chipCount}>{number(one.count)}</span>}
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={classes.choices}>
        {options
          .filter(({ value, count }) => count !== 0 || value === chosen)
          .map(({ value, label, count }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checked={value === chosen}
              closeMenuOnClick
              rightSection={count !== undefined && <span className={classes.choiceCount}>{number(count)}</span>}
              onChange={() => onChoose(value)}
            >
              <bdi>{label}</bdi>
            </Menu.RadioItem>
          ))}
        <Menu.RadioItem value="" checked={one === undefined} closeMenuOnClick onChange={() => onChoose(undefined)}>
          {t('mailboxes.any')}
        </Menu.RadioItem>
      </Menu.Dropdown>
    </Menu>
  )
}
