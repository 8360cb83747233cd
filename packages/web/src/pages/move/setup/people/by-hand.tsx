import { people } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './people.module.css'

const EMPTY = { sourceAddress: '', displayName: '', targetAddress: '' }

/** One mailbox, typed in. */
export function ByHand({ at }: { readonly at: InMove }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(EMPTY)
  const add = useMutation({
    mutationFn: () => {
      const { targetAddress, ...rest } = typed
      return client.call(people.addMailbox, {
        params: at,
        body: { ...rest, ...(targetAddress.trim() !== '' && { targetAddress }) },
      })
    },
    onSuccess: () => setTyped(EMPTY),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    add.mutate()
  }
  const field = (name: keyof typeof EMPTY) => ({
    label: t(`importing.field.${name}`),
    value: typed[name],
    onChange: (event: { readonly currentTarget: HTMLInputElement }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    maxLength: 320,
  })
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput {...field('sourceAddress')} type="email" dir="ltr" required withAsterisk={false} />
      <TextInput {...field('displayName')} dir="auto" />
      <TextInput {...field('targetAddress')} description={t('importing.hand.later')} type="email" dir="ltr" />
      {add.error !== null && <ProblemBox error={add.error} />}
      {add.data !== undefined && typed === EMPTY && (
        <p className={classes.good} role="status">
          <Icon name="check" /> {t('importing.hand.done', { address: add.data.sourceAddress })}
        </p>
      )}
      <div>
        <Button type="submit" loading={add.isPending}>
          {t('importing.hand.add')}
        </Button>
      </div>
    </form>
  )
}
