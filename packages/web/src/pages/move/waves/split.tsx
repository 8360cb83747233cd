import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { plus } from './month.ts'
import type { Wave } from './state.ts'
import { useSplit } from './use-waves.ts'
import classes from './waves.module.css'
import { When } from './when.tsx'
import { momentIn } from './zone.ts'

/** As many as the server makes at once. */
const MOST = 50

interface Props {
  readonly at: InMove
  /** Mailboxes in no wave. */
  readonly free: number
  readonly waves: readonly Wave[]
  readonly zone: string
  readonly onDone: () => void
}

/** Puts what is in no wave into so many new ones, the same number of days apart. */
export function Split({ at, free, waves, zone, onDone }: Props) {
  const { t } = useWords()
  const split = useSplit(at)
  const [count, setCount] = useState(String(Math.min(3, free)))
  const [first, setFirst] = useState('')
  const [every, setEvery] = useState('3')
  const parts = Math.min(MOST, Math.max(1, Math.floor(Number(count)) || 1))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const names = freeNames(waves, parts, (n) => t('waves.split.name', { n }))
    const days = Math.max(0, Math.floor(Number(every)) || 0)
    const startsAt = (index: number) =>
      first === '' ? null : momentIn(zone, `${plus(first.slice(0, 10), index * days)}${first.slice(10)}`)
    split.mutate({ waves: names.map((name, index) => ({ name, startsAt: startsAt(index) })) }, { onSuccess: onDone })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p>{t('waves.split.text', { count: free })}</p>
      <TextInput
        type="number"
        label={t('waves.split.count')}
        description={t('waves.split.result', { waves: parts, size: Math.ceil(free / parts) })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={count}
        onChange={(event) => setCount(event.currentTarget.value)}
        min={1}
        max={Math.min(MOST, Math.max(1, free))}
        required
        withAsterisk={false}
        data-autofocus
      />
      <When label={t('waves.split.first')} zone={zone} value={first} onChange={setFirst} />
      {first !== '' && parts > 1 && (
        <TextInput
          type="number"
          label={t('waves.split.every')}
          value={every}
          onChange={(event) => setEvery(event.currentTarget.value)}
          min={0}
          max={365}
          required
          withAsterisk={false}
        />
      )}
      {split.error !== null && <ProblemBox error={split.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t('waves.cancel')}
        </Button>
        <Button type="submit" loading={split.isPending}>
          {t('waves.split.button')}
        </Button>
      </div>
    </form>
  )
}

/** So many names that no wave has yet. */
function freeNames(waves: readonly Wave[], count: number, named: (n: number) => string): string[] {
  const taken = new Set(waves.map(({ name }) => name))
  const names: string[] = []
  for (let n = 1; names.length < count && n <= count + taken.size; n++) if (!taken.has(named(n))) names.push(named(n))
  return names
}
