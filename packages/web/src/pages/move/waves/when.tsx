import { TextInput } from '@mantine/core'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGES } from '../../../words/words.ts'
import { momentIn } from './zone.ts'

interface Props {
  readonly label: string
  readonly zone: string
  /** `2026-11-22T22:00` of the move's clock; empty: none. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A day and an hour of the move's clock; said again in the calendar of the language, which the field may not have. */
export function When({ label, zone, value, onChange }: Props) {
  const { t, language } = useWords()
  const said =
    value === ''
      ? t('waves.form.startsAtHint', { zone })
      : t('waves.form.means', {
          when: new Intl.DateTimeFormat(LANGUAGES[language].locale, {
            ...{ timeZone: zone, dateStyle: 'full', timeStyle: 'short' },
          }).format(new Date(momentIn(zone, value))),
        })
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={said}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      max="2100-01-01T00:00"
    />
  )
}
