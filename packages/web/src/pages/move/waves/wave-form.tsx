import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Wave } from './state.ts'
import { useSave } from './use-waves.ts'
import classes from './waves.module.css'
import { When } from './when.tsx'
import { localIn, momentIn } from './zone.ts'

interface Props {
  readonly at: InMove
  /** Undefined: a new one. */
  readonly wave: Wave | undefined
  readonly waves: readonly Wave[]
  readonly zone: string
  readonly onDone: () => void
}

/** What a wave is called, and when it starts by itself. */
export function WaveForm({ at, wave, waves, zone, onDone }: Props) {
  const { t } = useWords()
  const save = useSave(at)
  const [name, setName] = useState(wave?.name ?? '')
  const [starts, setStarts] = useState(wave?.startsAt ? localIn(zone, wave.startsAt) : '')
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const position = wave?.position ?? 1 + Math.max(-1, ...waves.map((one) => one.position))
    const startsAt = starts === '' ? null : momentIn(zone, starts)
    save.mutate({ wave: wave?.id, name, startsAt, position }, { onSuccess: onDone })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('waves.form.name')}
        placeholder={t('waves.form.nameHint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={200}
        required
        withAsterisk={false}
        data-autofocus
      />
      {(wave === undefined || wave.startedAt === null) && (
        <When label={t('waves.form.startsAt')} zone={zone} value={starts} onChange={setStarts} />
      )}
      {save.error !== null && <ProblemBox error={save.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t('waves.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('waves.form.save')}
        </Button>
      </div>
    </form>
  )
}
