import { alerts, type BodyOf, moves, organisations } from '@caravan/contract'
import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InOrganisation, meQuery } from '../../../api/queries.ts'
import { alertSettingsQuery, approvalQuery, useSetting } from '../../../api/settings-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { NoLetters } from '../../../parts/sends.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../../words/words.ts'
import { useMay } from '../may.ts'
import { Clients } from './clients.tsx'
import { Ending } from './ending.tsx'
import classes from './settings.module.css'

/** The organisation itself: its name, its clients, who hears of trouble, whether moves are approved, its end. */
export function General({ at }: { readonly at: InOrganisation }) {
  const { data: me } = useQuery(meQuery)
  const own = me?.organisations.find(({ id }) => id === at.organisation)
  if (own === undefined) return null
  return (
    <>
      <Name at={at} name={own.name} />
      {own.agency === null && <Clients at={at} />}
      <Alerts at={at} />
      <Approval at={at} />
      <Ending at={at} name={own.name} isClient={own.agency !== null} />
    </>
  )
}

function Name({ at, name }: { readonly at: InOrganisation; readonly name: string }) {
  const { t } = useWords()
  const may = useMay(at, 'organisation:manage')
  const [wanted, setWanted] = useState(name)
  const rename = useSetting(at, () =>
    client.call(organisations.renameOrganisation, { params: at, body: { name: wanted } }),
  )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    rename.mutate(undefined)
  }
  return (
    <Card title={t('settings.name.title')}>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.row}>
          <TextInput
            label={t('settings.name.label')}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            maxLength={200}
            required
            withAsterisk={false}
            readOnly={!may}
          />
          {may && (
            <Button type="submit" loading={rename.isPending} disabled={wanted.trim() === name || wanted.trim() === ''}>
              {t('settings.save')}
            </Button>
          )}
        </div>
        {rename.error !== null && <ProblemBox error={rename.error} />}
      </form>
    </Card>
  )
}

function Alerts({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const may = useMay(at, 'webhooks:manage')
  const { data, error, refetch } = useQuery(alertSettingsQuery(at))
  const [typed, setTyped] = useState<string>()
  const save = useSetting(at, (body: BodyOf<typeof alerts.writeAlertSettings>) =>
    client.call(alerts.writeAlertSettings, { params: at, body }),
  )
  const to = typed ?? data?.to.join('\n') ?? ''
  return (
    <Card title={t('settings.alerts.title')}>
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {error === null && data === undefined && <WaitingRows rows={3} />}
      {data !== undefined && (
        <div className={classes.form}>
          <NoLetters />
          <Switch
            label={t('settings.alerts.letters')}
            checked={data.letters}
            disabled={!may || save.isPending}
            onChange={(event) => save.mutate({ ...data, letters: event.currentTarget.checked })}
          />
          <NativeSelect
            label={t('settings.alerts.language')}
            value={data.language}
            disabled={!may || save.isPending}
            data={LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].name }))}
            onChange={({ currentTarget }) => save.mutate({ ...data, language: currentTarget.value as Language })}
          />
          <Textarea
            className={classes.wide}
            label={t('settings.alerts.to')}
            description={t('settings.alerts.toHint')}
            value={to}
            onChange={(event) => setTyped(event.currentTarget.value)}
            readOnly={!may}
            autosize
            minRows={2}
            dir="ltr"
          />
          {save.error !== null && <ProblemBox error={save.error} />}
          {may && (
            <Button
              loading={save.isPending}
              disabled={typed === undefined || addressesOf(typed).join() === data.to.join()}
              onClick={() => save.mutate({ ...data, to: addressesOf(to) })}
            >
              {t('settings.save')}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

const addressesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '')

function Approval({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const may = useMay(at, 'organisation:manage')
  const { data, error, refetch } = useQuery(approvalQuery(at))
  const set = useSetting(at, (required: boolean) =>
    client.call(moves.setApprovalGate, { params: at, body: { required } }),
  )
  return (
    <Card title={t('settings.approval.title')}>
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {error === null && data === undefined && <WaitingRows rows={1} />}
      {data !== undefined && (
        <Switch
          label={t('settings.approval.label')}
          description={t('settings.approval.text')}
          checked={data.required}
          disabled={!may || set.isPending}
          onChange={(event) => set.mutate(event.currentTarget.checked)}
        />
      )}
      {set.error !== null && <ProblemBox error={set.error} />}
    </Card>
  )
}
