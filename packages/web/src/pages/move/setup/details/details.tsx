import { Button } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { Service } from '../../../../api/setup-queries.ts'
import { useFieldErrors } from '../../../../parts/field-errors.ts'
import { Pill } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { useMayPlan } from '../../../moves/may-plan.ts'
import { useMove } from '../../../where.ts'
import { useServices } from '../use-services.ts'
import classes from './details.module.css'
import { PaceFields } from './pace-fields.tsx'
import { TakenFields } from './taken-fields.tsx'
import { WayFields } from './way-fields.tsx'
import { bodyOf, chosenIn, type Wishes, wishesOf } from './wishes.ts'

/**
 * What hardly anybody has to set of a service, folded: how much it may be asked for, through which proxy, what is taken
 * out of it. What somebody chose is named in its heading.
 */
export function Details({ service }: { readonly service: Service }) {
  const { t, list } = useWords()
  const [open, setOpen] = useState(false)
  const chosen = chosenIn(service)
  return (
    <details className={classes.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className={classes.title}>{t('setupDetails.title')}</span>
        <span className={classes.quiet}>
          {chosen.length === 0
            ? t('setupDetails.usual')
            : t('setupDetails.chosen', { list: list(chosen.map((one) => t(`setupDetails.names.${one}`))) })}
        </span>
      </summary>
      {open && <Form service={service} />}
    </details>
  )
}

function Form({ service }: { readonly service: Service }) {
  const { t } = useWords()
  const may = useMayPlan(useMove())
  const { detail } = useServices()
  const [wishes, setWishes] = useState(() => wishesOf(service))
  const [password, setPassword] = useState('')
  const wrong = useFieldErrors(detail.error)
  const change = (some: Partial<Wishes>) => setWishes({ ...wishes, ...some })
  const saved = password === '' && JSON.stringify(bodyOf(wishes)) === JSON.stringify(bodyOf(wishesOf(service)))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    detail.mutate({ id: service.id, password, ...bodyOf(wishes) }, { onSuccess: () => setPassword('') })
  }
  const fields = { service, wishes, change, wrong }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!may} className={classes.form}>
        <p className={classes.quiet}>{t('setupDetails.text')}</p>
        <PaceFields {...fields} />
        <WayFields {...fields} password={password} setPassword={setPassword} />
        {service.side === 'source' && <TakenFields {...fields} />}
        {detail.error !== null && <ProblemBox error={detail.error} />}
        {may && (
          <div className={classes.end}>
            <Button type="submit" variant={saved ? 'default' : 'filled'} disabled={saved} loading={detail.isPending}>
              {t('setupSignIn.save')}
            </Button>
            {saved && detail.isSuccess && (
              <Pill tone="ok" icon="check">
                {t('setupSignIn.saved')}
              </Pill>
            )}
          </div>
        )}
      </fieldset>
    </form>
  )
}
