import { Checkbox } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import classes from './parts.module.css'

/** Chooses a row of a list; as large as a finger. */
export function Tick(props: { readonly checked: boolean; readonly name: string; readonly onChange: () => void }) {
  const { t } = useWords()
  const { checked, name, onChange } = props
  return (
    <label className={classes.tick}>
      <Checkbox checked={checked} onChange={onChange} aria-label={t('people.tick', { name })} />
    </label>
  )
}
