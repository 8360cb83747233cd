import { NativeSelect, NumberInput } from '@mantine/core'
import type { Service } from '../../../../api/setup-queries.ts'
import { useWords } from '../../../../words/use-words.ts'
import { LANGUAGES, type Language } from '../../../../words/words.ts'
import { octets } from '../../mailboxes/looks.ts'
import classes from './details.module.css'
import { BELOW, type FieldsProps, numberOf } from './fields.ts'
import type { DayWish } from './wishes.ts'

/** How much a service may be asked for, beside what is known of it. */
export function PaceFields({ service, wishes, change, wrong }: FieldsProps) {
  const { t } = useWords()
  return (
    <fieldset className={classes.group}>
      <legend>{t('setupDetails.pace')}</legend>
      <Known service={service} />
      <Day service={service} way="out" wish={wishes.out} choose={(out) => change({ out })} wrong={wrong('outPerDay')} />
      <Day
        service={service}
        way="in"
        wish={wishes.in}
        choose={(into) => change({ in: into })}
        wrong={wrong('inPerDay')}
      />
      <div className={classes.two}>
        <NumberInput
          label={t('setupDetails.bandwidth')}
          description={t('setupDetails.bandwidthHint')}
          inputWrapperOrder={BELOW}
          value={wishes.kilobytesPerSecond}
          error={wrong('bandwidth')}
          onChange={(value) => change({ kilobytesPerSecond: numberOf(value) })}
          min={10}
          max={10_000_000}
          hideControls
        />
        <NumberInput
          label={t('setupDetails.connections')}
          description={t('setupDetails.connectionsHint')}
          inputWrapperOrder={BELOW}
          hideControls
          value={wishes.connections}
          error={wrong('connections')}
          onChange={(value) => change({ connections: numberOf(value) })}
          min={1}
          max={100}
          clampBehavior="strict"
          allowDecimal={false}
          required
          withAsterisk={false}
        />
      </div>
    </fieldset>
  )
}

/** Digits of a limit: nine tenths of 2.5 GB are not 2.3. */
const DIGITS = 2

/** What is known of the service by itself, and who says so. */
function Known({ service: { knownLimits } }: { readonly service: Service }) {
  const { t, language } = useWords()
  if (knownLimits === null) return <p className={classes.quiet}>{t('setupDetails.known.nothing')}</p>
  const { name, outPerDay, inPerDay, connections } = knownLimits
  const figures = [
    outPerDay !== null && {
      ...outPerDay,
      says: t('setupDetails.known.out', { size: octets(outPerDay.value, language) }),
    },
    inPerDay !== null && { ...inPerDay, says: t('setupDetails.known.in', { size: octets(inPerDay.value, language) }) },
    connections !== null && {
      ...connections,
      says: t('setupDetails.known.connections', { count: connections.value }),
    },
  ].filter((one) => one !== false)
  return (
    <div className={classes.known}>
      <p>{t('setupDetails.known.title', { name })}</p>
      <ul>
        {figures.map(({ says }) => (
          <li key={says}>{says}</li>
        ))}
      </ul>
      <p className={classes.quiet}>{t('setupDetails.known.kept')}</p>
      <details>
        <summary>{t('setupDetails.known.sources')}</summary>
        <ul>
          {[...new Map(figures.map(({ source, read }) => [source, read]))].map(([source, read]) => (
            <li key={source}>
              <bdi dir="ltr">{source}</bdi> ({monthOf(read, language)})
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

/** `2026-11` as one says it. */
const monthOf = (read: string, language: Language): string =>
  new Intl.DateTimeFormat(LANGUAGES[language].locale, { year: 'numeric', month: 'long' }).format(new Date(`${read}-15`))

interface DayProps {
  readonly service: Service
  readonly way: 'out' | 'in'
  readonly wish: DayWish
  readonly choose: (wish: DayWish) => void
  readonly wrong: string | undefined
}

/** Fewer would never let what is sent at once through: contract, `pace`. */
const LEAST_MEGABYTES = { out: 0.01, in: 20 } as const

function Day({ service: { knownLimits }, way, wish, choose, wrong }: DayProps) {
  const { t, language } = useWords()
  const known = knownLimits?.[way === 'out' ? 'outPerDay' : 'inPerDay'] ?? null
  const said =
    known === null
      ? t('setupDetails.day.unknown')
      : t('setupDetails.day.known', { size: octets(known.kept, language, DIGITS) })
  // Where nothing is known there is no limit to be lifted.
  const kinds =
    known === null && wish.kind !== 'none' ? (['known', 'own'] as const) : (['known', 'none', 'own'] as const)
  return (
    <div>
      <div className={classes.two}>
        <NativeSelect
          label={t(`setupDetails.day.${way}`)}
          value={wish.kind}
          data={kinds.map((kind) => ({ value: kind, label: kind === 'known' ? said : t(`setupDetails.day.${kind}`) }))}
          onChange={({ currentTarget }) =>
            choose({ ...wish, kind: kinds.find((kind) => kind === currentTarget.value) ?? 'known' })
          }
        />
        {wish.kind === 'own' && (
          <NumberInput
            label={t('setupDetails.day.megabytes')}
            aria-label={`${t(`setupDetails.day.${way}`)}: ${t('setupDetails.day.megabytes')}`}
            value={wish.megabytes}
            error={wrong}
            onChange={(value) => choose({ ...wish, megabytes: numberOf(value) })}
            min={LEAST_MEGABYTES[way]}
            max={1_000_000_000}
            hideControls
            required
            withAsterisk={false}
          />
        )}
      </div>
      {known !== null && wish.kind === 'none' && <p className={classes.warning}>{t('setupDetails.day.risk')}</p>}
    </div>
  )
}
