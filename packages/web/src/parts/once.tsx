import { Button, CopyButton, TextInput } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import classes from './once.module.css'

/** Something that is shown once: to be copied now. */
export function Once({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useWords()
  return (
    <div className={classes.once}>
      <TextInput
        readOnly
        label={label}
        value={value}
        dir="ltr"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {t(copied ? 'need.copied' : 'need.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
