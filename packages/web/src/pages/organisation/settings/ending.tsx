import { organisations } from '@caravan/contract'
import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InOrganisation } from '../../../api/queries.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMay } from '../may.ts'
import classes from './settings.module.css'

interface Props {
  readonly at: InOrganisation
  readonly name: string
  readonly isClient: boolean
}

type What = 'handOver' | 'purge'

/** What cannot be taken back: an owner's alone, said in full, and asked once by typing the name. */
export function Ending({ at, name, isClient }: Props) {
  const { t } = useWords()
  const may = useMay(at, 'organisation:manage')
  const [asked, setAsked] = useState<What>()
  if (!may) return null
  return (
    <Card title={t('settings.ending.title')}>
      <ul className={classes.list}>
        {(['handOver', 'purge'] as const)
          .filter((what) => what === 'purge' || isClient)
          .map((what) => (
            <li key={what}>
              <span>
                <strong>{t(`settings.ending.${what}.title`)}</strong>
                <span className={classes.quiet}>{t(`settings.ending.${what}.text`)}</span>
              </span>
              <Button variant="default" onClick={() => setAsked(what)}>
                {t(`settings.ending.${what}.ask`)}
              </Button>
            </li>
          ))}
      </ul>
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked === undefined ? '' : t(`settings.ending.${asked}.title`)}
        centered
        closeButtonProps={{ 'aria-label': t('shell.shut') }}
        transitionProps={{ duration: 150 }}
      >
        {asked !== undefined && <Confirm at={at} name={name} what={asked} />}
      </Modal>
    </Card>
  )
}

function Confirm({ at, name, what }: Omit<Props, 'isClient'> & { readonly what: What }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const end = useMutation({
    mutationFn: async () => {
      if (what === 'purge') await client.call(organisations.purge, { params: at, body: { name: typed } })
      else await client.call(organisations.handOver, { params: at })
    },
    // Nothing that was read of the organisation may be shown any more: the console begins anew.
    onSuccess: () => location.assign('/'),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    end.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.danger}>{t(`settings.ending.${what}.happens`, { name })}</p>
      <TextInput
        className={classes.wide}
        label={t('settings.ending.type', { name })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
      {end.error !== null && <ProblemBox error={end.error} />}
      <Button type="submit" color="red" loading={end.isPending} disabled={typed !== name}>
        {t(`settings.ending.${what}.do`)}
      </Button>
    </form>
  )
}
