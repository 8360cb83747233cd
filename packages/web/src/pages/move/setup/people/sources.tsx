import { Button, NativeSelect, Tabs, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { seenProgressQuery } from '../../../../api/people-queries.ts'
import { type InMove, servicesQuery } from '../../../../api/queries.ts'
import { useWords } from '../../../../words/use-words.ts'
import pages from '../../../pages.module.css'
import { ByHand } from './by-hand.tsx'
import type { ChosenTable } from './chosen.ts'
import { FileDrop } from './file-drop.tsx'
import classes from './people.module.css'
import { WAYS } from './search.ts'

interface Props {
  readonly at: InMove
  /** What was pasted before, to be mended. */
  readonly pasted: string
  readonly choose: (table: ChosenTable) => void
}

/** Each list that is chosen is looked at anew. */
let chosen = 0
const nextKey = () => `${++chosen}`

/** Where the people come from. */
export function Sources({ at, pasted: before, choose }: Props) {
  const { t } = useWords()
  const { from } = useSearch({ strict: false })
  return (
    <Tabs
      defaultValue={before === '' ? (from ?? 'file') : 'paste'}
      keepMounted={false}
      classNames={{ tab: classes.tab, list: classes.tabs }}
    >
      <Tabs.List aria-label={t('importing.from')}>
        {WAYS.map((way) => (
          <Tabs.Tab key={way} value={way}>
            {t(`importing.way.${way}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <div className={classes.source}>
        <Tabs.Panel value="file">
          <FileDrop onFile={(name, file) => choose({ key: nextKey(), name, input: { file } })} />
        </Tabs.Panel>
        <Tabs.Panel value="paste">
          <Paste
            before={before}
            onText={(pasted) => choose({ key: nextKey(), name: t('importing.way.paste'), input: { pasted } })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="service">
          <FromService at={at} onService={(service, name) => choose({ key: nextKey(), name, input: { service } })} />
        </Tabs.Panel>
        <Tabs.Panel value="seen">
          <FromSeen
            at={at}
            onSeen={() => choose({ key: nextKey(), name: t('importing.way.seen'), input: { seen: 'undecided' } })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="hand">
          <ByHand at={at} />
        </Tabs.Panel>
      </div>
    </Tabs>
  )
}

/** Characters that the server reads of what is pasted. */
const MOST_PASTED = 5_000_000

function Paste({ before, onText }: { readonly before: string; readonly onText: (text: string) => void }) {
  const { t } = useWords()
  const [text, setText] = useState(before)
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        onText(text)
      }}
    >
      <Textarea
        label={t('importing.paste.label')}
        description={t('importing.paste.hint')}
        placeholder={'Anna Berg <anna@alvero.example>\nboris@alvero.example'}
        rows={8}
        dir="auto"
        maxLength={MOST_PASTED}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div>
        <Button type="submit" disabled={text.trim() === ''}>
          {t('importing.look')}
        </Button>
      </div>
    </form>
  )
}

function FromService(props: { readonly at: InMove; readonly onService: (id: string, name: string) => void }) {
  const { t } = useWords()
  const { data } = useQuery(servicesQuery(props.at))
  const services = (data?.items ?? []).filter(({ side, auth }) => side === 'source' && auth === 'master')
  const [picked, setPicked] = useState<string>()
  const service = services.find(({ id }) => id === picked) ?? services[0]
  return (
    <div className={classes.form}>
      <p>{t('importing.service.text')}</p>
      {service === undefined ? (
        <p className={pages.quiet}>{t('importing.service.none')}</p>
      ) : (
        <>
          {services.length > 1 && (
            <NativeSelect
              label={t('importing.service.which')}
              value={service.id}
              data={services.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={({ currentTarget }) => setPicked(currentTarget.value)}
            />
          )}
          <div>
            <Button onClick={() => props.onService(service.id, service.name)}>
              {t('importing.service.ask', { name: service.name })}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

function FromSeen({ at, onSeen }: { readonly at: InMove; readonly onSeen: () => void }) {
  const { t } = useWords()
  const { data } = useQuery(seenProgressQuery(at))
  const undecided = data?.undecided ?? 0
  return (
    <div className={classes.form}>
      <p>{t('importing.seen.text')}</p>
      {undecided === 0 ? (
        <p className={pages.quiet}>{t(data?.addresses === 0 ? 'importing.seen.unread' : 'importing.seen.none')}</p>
      ) : (
        <div>
          <Button onClick={onSeen}>{t('importing.seen.look', { count: undecided })}</Button>
        </div>
      )}
    </div>
  )
}
