import { type BodyOf, employees } from '@caravan/contract'
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { Employee } from '../../../api/people-queries.ts'
import { type InMove, meQuery, moveKey } from '../../../api/queries.ts'
import { useFocusBack } from '../../../parts/focus-back.ts'
import { LocalAddress, ToServerSettings } from '../../../parts/local-address.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../../words/words.ts'
import pages from '../../pages.module.css'
import type { Asking } from './asking.ts'
import { LeftOut } from './left-out.tsx'
import classes from './people.module.css'
import { Told } from './told.tsx'

const SheetsView = lazy(() => import('./sheets.tsx').then(({ Sheets }) => ({ default: Sheets })))

const WAYS = ['letter', 'link'] as const
type Settings = Pick<BodyOf<typeof employees.inviteEmployees>, 'by' | 'reachedAt' | 'language' | 'days'>

interface Props {
  readonly at: InMove
  readonly asking: Asking & { readonly what: 'invite' }
  readonly rows: readonly Employee[]
  readonly onClose: () => void
}

/** Says what will go out to how many, sends it when told to, and shows links to print: once. */
export function Invite({ at, asking, rows, onClose }: Props) {
  const { t } = useWords()
  useFocusBack()
  const queries = useQueryClient()
  const { which, count, again = false } = asking
  const { data: me } = useQuery(meQuery)
  const [settings, setSettings] = useState<Settings>({
    by: me?.sendsLetters === false ? 'link' : asking.by,
    reachedAt: 'mailbox',
    language: null,
    days: 21,
  })
  const invite = useMutation({
    mutationFn: () => client.call(employees.inviteEmployees, { params: at, body: { which, again, ...settings } }),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const links = invite.data?.links ?? []
  if (links.length > 0)
    return (
      <Suspense>
        <SheetsView at={at} links={links} rows={rows} language={settings.language} onClose={onClose} />
      </Suspense>
    )
  const valid = Number.isInteger(settings.days) && settings.days >= 1 && settings.days <= 60
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('people.inviting.title')}
      closeButtonProps={{ 'aria-label': t('shell.shut') }}
      transitionProps={{ duration: 150 }}
    >
      {invite.data === undefined ? (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (valid) invite.mutate()
          }}
        >
          <p>
            {count === undefined ? t('people.inviting.whoAll') : t('people.inviting.who', { count })}{' '}
            {again && t('people.inviting.again')}
          </p>
          <SettingsFields
            settings={settings}
            change={(more) => {
              setSettings({ ...settings, ...more })
              // What was refused is not asked any more.
              invite.reset()
            }}
            sends={me?.sendsLetters !== false}
          />
          <LocalAddress />
          <Told at={at} />
          <p className={pages.quiet}>
            {t('people.inviting.ends')} {!again && t('people.inviting.givenOut')}
          </p>
          {invite.error !== null && <ProblemBox error={invite.error} />}
          <Group>
            <Button type="submit" loading={invite.isPending} disabled={!valid}>
              {count === undefined
                ? t(`people.inviting.doAll.${settings.by}`)
                : t(`people.inviting.do.${settings.by}`, { count })}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('people.cancel')}
            </Button>
          </Group>
        </form>
      ) : (
        <LeftOut
          said={t('people.inviting.done', { count: invite.data.invited })}
          skipped={invite.data.skipped}
          examples={invite.data.examples}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

interface FieldsProps {
  readonly settings: Settings
  readonly change: (more: Partial<Settings>) => void
  /** Whether the server can send email. */
  readonly sends: boolean
}

function SettingsFields({ settings, change, sends }: FieldsProps) {
  const { t } = useWords()
  return (
    <>
      <div role="radiogroup" aria-label={t('people.inviting.way')} className={pages.choices}>
        {WAYS.map((way) => (
          <label key={way} className={pages.choice}>
            <input
              type="radio"
              name="way"
              checked={settings.by === way}
              disabled={way === 'letter' && !sends}
              onChange={() => change({ by: way })}
            />
            <span>
              <strong>{t(`people.inviting.by.${way}.name`)}</strong>
              {way === 'letter' && !sends ? (
                <span>
                  {t('local.noSender')} <ToServerSettings />
                </span>
              ) : (
                <span>{t(`people.inviting.by.${way}.text`)}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      {settings.by === 'letter' && (
        <NativeSelect
          label={t('people.inviting.reachedAt')}
          description={settings.reachedAt === 'mailbox' && t('people.inviting.reachedHint')}
          value={settings.reachedAt}
          data={(['mailbox', 'contact'] as const).map((value) => ({
            value,
            label: t(`people.inviting.reached.${value}`),
          }))}
          onChange={({ currentTarget }) => change({ reachedAt: currentTarget.value as Settings['reachedAt'] })}
        />
      )}
      <div className={classes.fields}>
        <NativeSelect
          label={t('people.inviting.language')}
          value={settings.language ?? ''}
          data={[
            { value: '', label: t('people.inviting.ownLanguage') },
            ...LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].name })),
          ]}
          onChange={({ currentTarget }) =>
            change({ language: currentTarget.value === '' ? null : (currentTarget.value as Language) })
          }
        />
        <TextInput
          type="number"
          min={1}
          max={60}
          required
          withAsterisk={false}
          label={t('people.inviting.days')}
          value={Number.isNaN(settings.days) ? '' : settings.days}
          onChange={({ currentTarget }) => change({ days: currentTarget.valueAsNumber })}
        />
      </div>
    </>
  )
}
