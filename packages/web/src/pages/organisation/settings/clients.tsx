import { organisations } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InOrganisation, meQuery } from '../../../api/queries.ts'
import { useSetting } from '../../../api/settings-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMay } from '../may.ts'
import classes from './settings.module.css'

/** Companies that this organisation moves as their agency. */
export function Clients({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const may = useMay(at, 'members:manage')
  const { data: me } = useQuery(meQuery)
  const [name, setName] = useState('')
  const make = useSetting(at, () =>
    client.call(organisations.makeOrganisation, { body: { name, agency: at.organisation } }),
  )
  const clients = me?.organisations.filter(({ agency }) => agency === at.organisation) ?? []
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    make.mutate(undefined, { onSuccess: () => setName('') })
  }
  return (
    <Card title={t('settings.clients.title')}>
      <p className={classes.quiet}>{t('settings.clients.text')}</p>
      <ul className={classes.list}>
        {clients.map((one) => (
          <li key={one.id}>
            <span>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>
            </span>
            <Button
              component={Link}
              to={`/organisations/${one.id}/moves`}
              variant="default"
              size="sm"
              aria-label={t('settings.clients.openNamed', { name: one.name })}
            >
              {t('settings.clients.open')}
            </Button>
          </li>
        ))}
      </ul>
      {may && (
        <form className={classes.form} onSubmit={submit}>
          <div className={classes.row}>
            <TextInput
              label={t('settings.clients.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={200}
              required
              withAsterisk={false}
            />
            <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
              {t('settings.clients.make')}
            </Button>
          </div>
          {make.error !== null && <ProblemBox error={make.error} />}
        </form>
      )}
    </Card>
  )
}
