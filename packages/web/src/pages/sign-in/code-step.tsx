import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { giveBackupCode, giveCode } from '../../api/sign-in.ts'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { SignInRefusal } from './refusal.tsx'

/** The second factor: the app's code, or one of the backup codes. */
export function CodeStep({ onEnter, onOther }: { readonly onEnter: () => void; readonly onOther: () => void }) {
  const { t } = useWords()
  const [backup, setBackup] = useState(false)
  const [code, setCode] = useState('')
  const giving = useMutation({
    mutationFn: () => (backup ? giveBackupCode(code) : giveCode(code)),
    onSuccess: (outcome) => {
      if (outcome === 'in') onEnter()
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    giving.mutate()
  }
  const turn = () => {
    setBackup(!backup)
    setCode('')
    giving.reset()
  }
  return (
    <>
      <h1>{t('signIn.codeTitle')}</h1>
      <form className={pages.form} onSubmit={submit}>
        <TextInput
          key={String(backup)}
          label={t(backup ? 'signIn.backup' : 'signIn.code')}
          description={t(backup ? 'signIn.backupText' : 'signIn.codeText')}
          dir="ltr"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode={backup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          data-autofocus
          required
          withAsterisk={false}
        />
        {giving.data === 'too-often' && <SignInRefusal what="tooOften" />}
        {giving.data === 'refused' && <SignInRefusal what="codeRefused" />}
        {giving.error !== null && <ProblemBox error={giving.error} />}
        <Button type="submit" size="md" loading={giving.isPending}>
          {t('signIn.submit')}
        </Button>
        <Button variant="subtle" color="gray" onClick={turn}>
          {t(backup ? 'signIn.useCode' : 'signIn.useBackup')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onOther}>
          {t('signIn.other')}
        </Button>
      </form>
    </>
  )
}
