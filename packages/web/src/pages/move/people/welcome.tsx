import { welcome } from '@caravan/contract'
import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InMove } from '../../../api/queries.ts'
import { type WelcomeSettings, welcomePreviewQuery, welcomeQuery } from '../../../api/welcome-queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { Sheet } from '../../../parts/sheet.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../../words/words.ts'
import pages from '../../pages.module.css'
import classes from './people.module.css'

const MOST_WORDS = 1_000
const WHEN = ['switched', 'copied'] as const

interface Props {
  readonly at: InMove
  readonly onClose: () => void
}

/** Whether a letter is laid into each new mailbox, when, and what it says; beside the list. */
export function Welcome({ at, onClose }: Props) {
  const { t } = useWords()
  return (
    <Sheet title={t('welcome.title')} size={520} query={useQuery(welcomeQuery(at))} onClose={onClose}>
      {(kept) => <WelcomeForm at={at} kept={kept} onClose={onClose} />}
    </Sheet>
  )
}

function WelcomeForm({ at, kept, onClose }: Props & { readonly kept: WelcomeSettings }) {
  const words = useWords()
  const { t } = words
  const queries = useQueryClient()
  const [settings, setSettings] = useState(kept)
  const [language, setLanguage] = useState<Language>(words.language)
  const change = (more: Partial<WelcomeSettings>) => setSettings({ ...settings, ...more })
  const write = useMutation({
    mutationFn: () => client.call(welcome.writeWelcome, { params: at, body: settings }),
    onSuccess: (answer) => {
      queries.setQueryData(welcomeQuery(at).queryKey, answer)
      onClose()
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    write.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={pages.quiet}>{t('welcome.text')}</p>
      <Switch checked={settings.active} onChange={() => change({ active: !settings.active })} label={t('welcome.on')} />
      <div role="radiogroup" aria-label={t('welcome.when')} className={pages.choices}>
        {WHEN.map((when) => (
          <label key={when} className={pages.choice}>
            <input type="radio" name="when" checked={settings.when === when} onChange={() => change({ when })} />
            <span>
              <strong>{t(`welcome.at.${when}.name`)}</strong>
              <span>{t(`welcome.at.${when}.text`)}</span>
            </span>
          </label>
        ))}
      </div>
      <TextInput
        type="email"
        dir="ltr"
        maxLength={254}
        label={t('welcome.contact')}
        description={t('welcome.contactHint')}
        value={settings.contact ?? ''}
        onChange={({ currentTarget: { value } }) => change({ contact: value.trim() === '' ? null : value.trim() })}
      />
      <NativeSelect
        label={t('welcome.language')}
        value={language}
        data={LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].name }))}
        onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}
      />
      <Textarea
        autosize
        minRows={3}
        maxRows={8}
        maxLength={MOST_WORDS}
        dir={LANGUAGES[language].dir}
        lang={language}
        label={t('welcome.words')}
        description={t('welcome.wordsHint')}
        value={settings.words[language]}
        onChange={({ currentTarget: { value } }) => change({ words: { ...settings.words, [language]: value } })}
      />
      <Preview at={at} settings={settings} language={language} />
      {write.error !== null && <ProblemBox error={write.error} />}
      <div>
        <Button type="submit" loading={write.isPending}>
          {t('welcome.save')}
        </Button>
      </div>
    </form>
  )
}

interface PreviewProps {
  readonly at: InMove
  readonly settings: WelcomeSettings
  readonly language: Language
}

/** The letter as its reader sees it, made by the server that will lay it. */
function Preview({ at, settings, language }: PreviewProps) {
  const { t } = useWords()
  const [{ contact, words }] = useDebouncedValue(settings, 400)
  // An address that is still being typed is none.
  const whole = contact !== null && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(contact) ? contact : null
  const { data, error } = useQuery(welcomePreviewQuery(at, { language, contact: whole, words }))
  if (error !== null) return <ProblemBox error={error} />
  if (data === undefined) return <WaitingRows rows={4} />
  return (
    <section aria-label={t('welcome.preview')}>
      <p className={pages.quiet}>
        {t('welcome.preview')} · {t('welcome.from', { address: data.from })}
      </p>
      <div className={classes.letter} lang={language} dir={LANGUAGES[language].dir}>
        <strong>{data.subject}</strong>
        <p>{data.text.trim()}</p>
      </div>
    </section>
  )
}
