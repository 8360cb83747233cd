import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../words/use-words.ts'

/** As the server wants it (NIST SP 800-63B §3.1.1.2). */
const LEAST = 12

interface Props extends Pick<PasswordInputProps, 'label' | 'description' | 'className' | 'error'> {
  readonly value: string
  readonly onType: (value: string) => void
}

/** A password that is being made; one that is too short is told at the field, in the language of the page. */
export function NewPassword({ value, onType, error, ...props }: Props) {
  const { t } = useWords()
  const [short, setShort] = useState(false)
  return (
    <PasswordInput
      {...props}
      value={value}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      onInvalid={(event) => {
        // In place of the browser's bubble, whose language is the browser's.
        event.preventDefault()
        setShort(true)
        event.currentTarget.focus()
      }}
      error={short && value.length < LEAST ? t('field.too_short', { count: LEAST }) : error}
      autoComplete="new-password"
      minLength={LEAST}
      maxLength={256}
      required
      withAsterisk={false}
    />
  )
}
