import { UnstyledButton } from '@mantine/core'
import classes from './chips.module.css'

/** One of a few, all of them in sight. */
export function Chips<Value extends string>({
  label,
  chosen,
  options,
  onChoose,
}: {
  readonly label: string
  readonly chosen: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}) {
  return (
    <div role="group" aria-label={label} className={classes.chips}>
      {options.map(({ value, label: word }) => (
        <UnstyledButton
          key={value}
          className={classes.chip}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {word}
        </UnstyledButton>
      ))}
    </div>
  )
}
