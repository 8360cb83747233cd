import { moves } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { Service } from '../../../api/setup-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import classes from './setup.module.css'

/** Signs in once, so that a wrong password is found before the night of the copy. */
export function TrySignIn({ service }: { readonly service: Service }) {
  const { t, number } = useWords()
  const at = useMove()
  const [user, setUser] = useState('')
  const attempt = useMutation({
    mutationFn: () => client.call(moves.trySignIn, { params: { ...at, service: service.id }, body: { user } }),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    attempt.mutate()
  }
  const counted = attempt.data
  return (
    <div className={classes.fields}>
      <div>
        <h3>{t('setupSignIn.try.title')}</h3>
        <p className={classes.place}>{t('setupSignIn.try.text')}</p>
      </div>
      <form className={classes.find} onSubmit={submit}>
        <TextInput
          label={t('setupSignIn.try.address')}
          dir="ltr"
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          maxLength={320}
          required
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" variant="default" loading={attempt.isPending}>
          {t('setupSignIn.try.button')}
        </Button>
      </form>
      {attempt.error !== null && <ProblemBox error={attempt.error} />}
      {counted !== undefined && (
        <p className={classes.note} data-tone="ok" role="status">
          <Icon name="check" />
          <span>
            {counted.messages === null || counted.folders === null
              ? t('setupSignIn.try.workedUncounted')
              : t('setupSignIn.try.worked', { messages: number(counted.messages), folders: number(counted.folders) })}
          </span>
        </p>
      )}
    </div>
  )
}
