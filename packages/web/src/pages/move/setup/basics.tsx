import { type BodyOf, moves } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { moveKey, moveQuery, movesQuery } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGES, type Language } from '../../../words/words.ts'
import { type Kind, KindChoice } from '../../moves/kind-choice.tsx'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'
import { Hours, nightHoursOf } from './hours.tsx'
import { MayNot } from './may-not.tsx'
import classes from './setup.module.css'
import type { Standing } from './steps.ts'

/** What a move is called, what happens to the addresses, the own domains, the cut-over day, the hours for copying. */
export function SetupBasics() {
  const { data: move } = useQuery(moveQuery(useMove()))
  return move === undefined ? null : <Basics key={move.id} move={move} />
}

function Basics({ move }: Pick<Standing, 'move'>) {
  const { t } = useWords()
  const at = useMove()
  const may = useMayPlan(at)
  const navigate = useNavigate()
  const [name, setName] = useState(move.name)
  const [kind, setKind] = useState<Kind>(move.kind)
  const [domains, setDomains] = useState(move.ownDomains.join(', '))
  const [day, setDay] = useState(move.cutOverOn ?? '')
  const [hours, setHours] = useState(move.nightHours ?? { from: '', to: '' })
  const save = useSave()
  // A day that was kept before and has come is no mistake.
  const isPast = day !== '' && day !== move.cutOverOn && day < todayIn(move.timeZone)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    // One copies them with their @, or a whole address.
    const ownDomains = domains
      .split(/[\s,;،，]+/)
      .map((domain) => domain.replace(/^.*@/, ''))
      .filter((domain) => domain !== '')
    save.mutate(
      { name, kind, ownDomains, cutOverOn: day === '' ? null : day, nightHours: nightHoursOf(hours) },
      {
        onSuccess: () =>
          void navigate({ to: '/organisations/$organisation/moves/$move/setup/old-service', params: at }),
      },
    )
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <div>
        <h2>{t('setupBasics.title')}</h2>
        <p className={pages.quiet}>{t('setupBasics.text')}</p>
      </div>
      <MayNot />
      <fieldset disabled={!may} className={classes.fields}>
        <TextInput
          label={t('newMove.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <KindChoice kind={kind} choose={setKind} />
        <TextInput
          label={t('setupBasics.domains')}
          description={t('setupBasics.domainsHint')}
          placeholder="alvero.example, alvero.ru"
          dir="ltr"
          value={domains}
          onChange={(event) => setDomains(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Day day={day} choose={setDay} zone={move.timeZone} past={isPast} />
        <Hours hours={hours} choose={setHours} zone={move.timeZone} />
      </fieldset>
      {save.error !== null && <ProblemBox error={save.error} />}
      {may && (
        <div>
          <Button type="submit" size="md" loading={save.isPending}>
            {t('setup.saveAndGoOn')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** The browser's own field for a day counts as the browser does; below it stands the day as one says it. */
function Day(props: {
  readonly day: string
  readonly choose: (day: string) => void
  readonly zone: string
  /** It was chosen just now, and has passed. */
  readonly past: boolean
}) {
  const { t, language } = useWords()
  return (
    <div>
      <TextInput
        type="date"
        label={t('setupBasics.day')}
        description={t('setupBasics.dayHint')}
        className={classes.day}
        value={props.day}
        onChange={(event) => props.choose(event.currentTarget.value)}
        min="2000-01-01"
        max="2200-12-31"
      />
      {props.day !== '' && (
        <p className={classes.chosenDay}>
          {t('setupBasics.dayIs', { day: longDay(props.day, language), zone: props.zone })}
        </p>
      )}
      {props.past && (
        <p className={classes.pastDay} role="status">
          {t('setupBasics.dayPast')}
        </p>
      )}
    </div>
  )
}

/** As a field for a day has it. */
const todayIn = (timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date())

/** With its weekday, in the calendar that one uses. */
function longDay(day: string, language: Language): string {
  const { locale } = LANGUAGES[language]
  const date = new Date(`${day}T12:00:00`)
  const said = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(date)
  // Put together by ICU, a Persian day begins with its year.
  return language === 'fa' ? `${said({ weekday: 'long' })} ${said({ dateStyle: 'long' })}` : said({ dateStyle: 'full' })
}

function useSave() {
  const at = useMove()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: BodyOf<typeof moves.changeMove>) => client.call(moves.changeMove, { params: at, body }),
    onSuccess: async (move) => {
      queries.setQueryData(moveQuery(at).queryKey, move)
      await Promise.all([
        queries.invalidateQueries({ queryKey: moveKey(at) }),
        queries.invalidateQueries(movesQuery(at)),
      ])
    },
  })
}
