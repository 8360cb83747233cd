import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { meQuery } from '../../../../api/queries.ts'
import { digits } from '../../../../parts/digits.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { useMove } from '../../../where.ts'
import type { Stages } from '../../stages/state.ts'
import classes from '../setup.module.css'
import { type Standing, servicesAt } from '../steps.ts'
import { RefusedLines, ShortLines } from './lines.tsx'
import type { Seen } from './table.ts'
import type { Start } from './use-start.ts'

interface Props {
  readonly seen: Seen
  /** Mailboxes that are in the move already. */
  readonly there: number
  readonly standing: Standing
  readonly stages: Stages
  readonly newDomain: string | undefined
  readonly starting: Start
}

/** Exactly what will happen, in numbers; asked once, by typing one of them. */
export function Will(props: Props) {
  const { seen, there, standing, stages, newDomain, starting } = props
  const { t, number } = useWords()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [old] = servicesAt(standing, 'source')
  const [home] = servicesAt(standing, 'target')
  const { begin, doing, imported } = starting
  const passed = usePassed(stages)
  // While it is done, the list goes over into the move.
  const count = begin.isPending ? begin.variables.count : (imported ? 0 : seen.ready) + there
  if (old === undefined || home === undefined) return null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const table = seen.ready === 0 ? undefined : seen
    begin.mutate({ table, services: { sourceService: old.id, targetService: home.id }, newDomain, reason, count })
  }
  return (
    <form className={classes.card} onSubmit={submit} aria-label={t('hurry.go')}>
      <h2>{t('hurry.go')}</h2>
      <ul className={classes.plain}>
        {count > 0 && <li>{t('hurry.will.mailboxes', { count, old: old.name, new: home.name })}</li>}
        {seen.short.length > 0 && (
          <li>
            {t('hurry.will.noPassword', { count: seen.short.length })}
            <ShortLines lines={seen.short} />
          </li>
        )}
        {seen.left > 0 && (
          <li>
            {t('hurry.will.left', { count: seen.left })}
            <RefusedLines lines={seen.refused} />
          </li>
        )}
        <li>{t(count > 0 ? 'hurry.will.stays' : 'hurry.will.nothing')}</li>
      </ul>
      {count > 0 && passed.checks.length > 0 && (
        <div>
          <p>{t('hurry.will.checks')}</p>
          <ul className={classes.plain}>
            {passed.checks.map((check) => (
              <li key={check}>{t(`hurry.will.${check}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {count > 0 && passed.needsOwner && <p>{t('hurry.needsOwner')}</p>}
      {count > 0 && !passed.needsOwner && (
        <>
          <TextInput
            label={t('hurry.reason')}
            placeholder={t('hurry.reasonText')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={1_000}
            required
            withAsterisk={false}
          />
          <TextInput
            label={t('hurry.confirm', { number: number(count) })}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
          {begin.error !== null && <ProblemBox error={begin.error} />}
          {begin.isPending && doing !== undefined && <p role="status">{t(`hurry.doing.${doing}`)} …</p>}
          <div>
            <Button type="submit" size="md" loading={begin.isPending} disabled={digits(typed) !== String(count)}>
              {t('hurry.start')}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

/** Checks that are passed over on the way to the copy, and whether that is an owner's alone. */
function usePassed({ items, approvalRequired }: Stages) {
  const { organisation } = useMove()
  const { data: me } = useQuery(meQuery)
  const role = me?.organisations.find(({ id }) => id === organisation)?.role
  const left = (name: string) => items.find(({ stage }) => stage === name)?.status === 'left'
  const approval = approvalRequired && !left('approve')
  return {
    checks: [...(left('assess') ? [] : (['inventory'] as const)), ...(approval ? (['approval'] as const) : [])],
    needsOwner: approval && role !== 'owner',
  }
}
