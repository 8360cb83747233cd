import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { moveQuery } from '../../../api/queries.ts'
import { type Looked, lookQuery, type Place, type Service, type Side } from '../../../api/setup-queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import { FindService, type Suggestion } from './find-service.tsx'
import { LookPanel } from './look.tsx'
import classes from './setup.module.css'
import { useServices } from './use-services.ts'

interface Props {
  readonly side: Side
  /** The one that is changed; undefined: a new one. */
  readonly service?: Service | undefined
  readonly done: () => void
  readonly cancel?: (() => void) | undefined
}

const TLS = ['implicit', 'starttls', 'none'] as const

/** The usual ports (RFC 8314 §3, RFC 3501 §2.1): one that was not changed follows the encryption. */
const PORTS: Readonly<Record<Place['tls'], number>> = { implicit: 993, starttls: 143, none: 143 }

const blank = { host: '', port: 993, tls: 'implicit', unverified: false } as const

/** Names a service: found, chosen or typed, then looked at, then kept. */
export function ServiceForm({ side, service, done, cancel }: Props) {
  const { t } = useWords()
  const at = useMove()
  const { data: move } = useQuery(moveQuery(at))
  const [name, setName] = useState(service?.name ?? '')
  const [place, setPlace] = useState<Place>(service === undefined ? blank : placeOf(service))
  const [looked, setLooked] = useState<Place>()
  // By hand, after whatever was found or not.
  const [byHand, setByHand] = useState(false)
  const { make, change } = useServices()
  const saving = service === undefined ? make : change
  const suggest = ({ name: called, ...found }: Suggestion) => {
    const there = { ...found, unverified: false }
    setName(called)
    setPlace(placeOf(there))
    setLooked(placeOf(there))
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (looked === undefined || !same(looked, place)) {
      setLooked(place)
      setByHand(true)
      return
    }
    const body = { ...place, name: name.trim() === '' ? place.host : name }
    if (service === undefined) make.mutate({ side, ...body }, { onSuccess: done })
    else change.mutate({ id: service.id, ...body }, { onSuccess: done })
  }
  const current: Looked | undefined =
    looked !== undefined && same(looked, place)
      ? { ...looked, ...(service && { id: service.id, proxy: service.proxy }) }
      : undefined
  return (
    <div className={classes.form}>
      {service === undefined && (
        <FindService
          side={side}
          first={side === 'source' ? (move?.ownDomains[0] ?? '') : ''}
          suggest={suggest}
          byHand={byHand}
          begun={() => setByHand(false)}
        />
      )}
      <form className={classes.fields} onSubmit={submit}>
        <ServerFields place={place} setPlace={setPlace} name={name} setName={setName} />
        {current !== undefined && (
          <LookPanel
            place={current}
            letPass={(unverified) => {
              setPlace({ ...place, unverified })
              setLooked({ ...place, unverified })
            }}
          />
        )}
        {saving.error !== null && <ProblemBox error={saving.error} />}
        <div className={classes.buttons}>
          <Submit place={current} known={service !== undefined} saving={saving.isPending} />
          {cancel !== undefined && (
            <Button variant="default" size="md" onClick={cancel}>
              {t('setupService.cancel')}
            </Button>
          )}
        </div>
      </form>
    </div>
  )
}

const placeOf = ({ host, port, tls, unverified }: Place): Place => ({ host, port, tls, unverified })
const same = (one: Place, other: Place): boolean =>
  one.host === other.host && one.port === other.port && one.tls === other.tls && one.unverified === other.unverified

interface FieldsProps {
  readonly place: Place
  readonly setPlace: (place: Place) => void
  readonly name: string
  readonly setName: (name: string) => void
}

function ServerFields({ place, setPlace, name, setName }: FieldsProps) {
  const { t } = useWords()
  return (
    <>
      <div className={classes.server}>
        <TextInput
          label={t('setupService.host')}
          dir="ltr"
          value={place.host}
          onChange={(event) => setPlace({ ...place, host: event.currentTarget.value.trim() })}
          maxLength={253}
          required
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
        />
        <NumberInput
          label={t('setupService.port')}
          dir="ltr"
          value={place.port}
          onChange={(port) => setPlace({ ...place, port: Number(port) })}
          min={1}
          max={65_535}
          clampBehavior="strict"
          allowDecimal={false}
          hideControls
          required
          withAsterisk={false}
        />
        <NativeSelect
          label={t('setupService.tls')}
          value={place.tls}
          onChange={({ currentTarget }) => {
            const tls = TLS.find((one) => one === currentTarget.value) ?? 'implicit'
            setPlace({ ...place, tls, port: place.port === PORTS[place.tls] ? PORTS[tls] : place.port })
          }}
          data={TLS.map((tls) => ({ value: tls, label: t(`setupService.tlsOf.${tls}`) }))}
        />
      </div>
      {place.tls === 'none' && <p className={classes.note}>{t('setupService.plain')}</p>}
      <TextInput
        label={t('setupService.called')}
        description={t('setupService.calledHint')}
        placeholder={place.host}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
      />
    </>
  )
}

/** What was not looked at as it is now is looked at first. */
function Submit(props: { readonly place: Looked | undefined; readonly known: boolean; readonly saving: boolean }) {
  const { t } = useWords()
  const at = useMove()
  const { place, known, saving } = props
  const look = useQuery({ ...lookQuery(at, place ?? blank), enabled: place !== undefined })
  if (place === undefined || look.isFetching)
    return (
      <Button type="submit" size="md" loading={look.isFetching}>
        {t('setupService.look')}
      </Button>
    )
  if (look.data?.state === 'answers')
    return (
      <Button type="submit" size="md" loading={saving}>
        {t(known ? 'setupService.keep' : 'setupService.use')}
      </Button>
    )
  return (
    <>
      <p className={classes.keepNote}>{t('setupService.notReached')}</p>
      <Button type="submit" size="md" variant="default" loading={saving}>
        {t('setupService.useAnyway')}
      </Button>
    </>
  )
}
