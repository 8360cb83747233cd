import { type AnswerOf, type BodyOf, employees } from '@caravan/contract'
import { Button, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { remindersQuery } from '../../../api/people-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { NoLetters } from '../../../parts/sends.tsx'
import { Sheet } from '../../../parts/sheet.tsx'
import { useWords } from '../../../words/use-words.ts'
import pages from '../../pages.module.css'
import classes from './people.module.css'

type Kept = AnswerOf<typeof employees.readReminders>['rule']
type Rule = NonNullable<BodyOf<typeof employees.writeReminders>['rule']>

const USUAL: Rule = { everyDays: 3, atMost: 3, earliest: '09:00', latest: '18:00' }

const withHours = (kept: Kept): Rule =>
  kept === null ? USUAL : { ...kept, earliest: kept.earliest ?? USUAL.earliest, latest: kept.latest ?? USUAL.latest }

/** By which rule employees are reminded, beside the list. */
export function Reminders({ at, onClose }: { readonly at: InMove; readonly onClose: () => void }) {
  const { t } = useWords()
  return (
    <Sheet title={t('people.rules.title')} size={440} query={useQuery(remindersQuery(at))} onClose={onClose}>
      {({ rule }) => <RuleForm at={at} kept={rule} onClose={onClose} />}
    </Sheet>
  )
}

function RuleForm(props: { readonly at: InMove; readonly kept: Kept; readonly onClose: () => void }) {
  const { t } = useWords()
  const { at, kept, onClose } = props
  const queries = useQueryClient()
  const [on, setOn] = useState(kept !== null)
  const [rule, setRule] = useState<Rule>(withHours(kept))
  const change = (more: Partial<Rule>) => setRule({ ...rule, ...more })
  const write = useMutation({
    mutationFn: () => client.call(employees.writeReminders, { params: at, body: { rule: on ? rule : null } }),
    onSuccess: (answer) => {
      queries.setQueryData(remindersQuery(at).queryKey, answer)
      onClose()
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    write.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={pages.quiet}>{t('people.rules.text')}</p>
      <Switch checked={on} onChange={() => setOn(!on)} label={t('people.rules.on')} />
      <NoLetters />
      <fieldset className={classes.fieldset} disabled={!on}>
        <legend className={classes.heard}>{t('people.rules.title')}</legend>
        <div className={classes.fields}>
          <DaysField
            label={t('people.rules.everyDays')}
            most={30}
            value={rule.everyDays}
            set={(everyDays) => change({ everyDays })}
          />
          <DaysField
            label={t('people.rules.atMost')}
            most={10}
            value={rule.atMost}
            set={(atMost) => change({ atMost })}
          />
          <HourField
            label={t('people.rules.earliest')}
            value={rule.earliest}
            set={(earliest) => change({ earliest })}
          />
          <HourField label={t('people.rules.latest')} value={rule.latest} set={(latest) => change({ latest })} />
        </div>
      </fieldset>
      {write.error !== null && <ProblemBox error={write.error} />}
      <div>
        <Button type="submit" loading={write.isPending}>
          {t('people.rules.save')}
        </Button>
      </div>
    </form>
  )
}

interface FieldProps<Value> {
  readonly label: string
  readonly value: Value
  readonly set: (value: Value) => void
}

const DaysField = ({ label, most, value, set }: FieldProps<number> & { readonly most: number }) => (
  <TextInput
    type="number"
    label={label}
    min={1}
    max={most}
    value={Number.isNaN(value) ? '' : value}
    onChange={({ currentTarget }) => set(currentTarget.valueAsNumber)}
    required
    withAsterisk={false}
  />
)

/** No letter goes out at night. */
const HourField = ({ label, value, set }: FieldProps<string>) => (
  <TextInput
    type="time"
    label={label}
    min="07:00"
    max="21:59"
    value={value}
    onChange={({ currentTarget }) => set(currentTarget.value)}
    required
    withAsterisk={false}
  />
)
