import { TextInput } from '@mantine/core'
import { useWords } from '../../../words/use-words.ts'
import classes from './setup.module.css'

/** When passes may run, as two fields have it: both empty, at any hour. */
export interface HoursTyped {
  readonly from: string
  readonly to: string
}

/** The hours of the day at which mail is copied, by the clock of the move. */
export function Hours(props: {
  readonly hours: HoursTyped
  readonly choose: (hours: HoursTyped) => void
  readonly zone: string
}) {
  const { t } = useWords()
  const { hours, choose, zone } = props
  const some = hours.from !== '' || hours.to !== ''
  return (
    <fieldset className={classes.hours}>
      <legend>{t('setupBasics.hours')}</legend>
      <p className={classes.place}>{t('setupBasics.hoursHint', { zone })}</p>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="time"
          label={t(`setupBasics.hoursOf.${end}`)}
          value={hours[end]}
          onChange={(event) => choose({ ...hours, [end]: event.currentTarget.value })}
          required={some}
          withAsterisk={false}
        />
      ))}
    </fieldset>
  )
}

/** What the API takes of them. */
export const nightHoursOf = ({ from, to }: HoursTyped) => (from === '' || to === '' ? null : { from, to })
