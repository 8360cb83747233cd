import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import { SETUP_STEPS, type SetupStep } from './steps.ts'

interface Props {
  readonly from: SetupStep
  readonly quiet?: boolean
  /** Keeps what is not saved; false: it says there why not, and nobody goes on. */
  readonly keep?: () => Promise<boolean>
}

/** To the step behind this one; behind the last, to what is set. */
export function GoOn({ from, quiet = false, keep }: Props) {
  const { t } = useWords()
  const at = useMove()
  const navigate = useNavigate()
  const [keeping, setKeeping] = useState(false)
  const next = SETUP_STEPS[SETUP_STEPS.indexOf(from) + 1]
  const { organisation, move } = at
  const to = `/organisations/${organisation}/moves/${move}/setup${next === undefined ? '' : `/${next}`}`
  const keepThenGo = async (how: () => Promise<boolean>) => {
    setKeeping(true)
    const kept = await how()
    setKeeping(false)
    if (kept) await navigate({ to })
  }
  return (
    <div>
      <Button
        component={Link}
        to={to}
        size="md"
        variant={quiet ? 'default' : 'filled'}
        loading={keeping}
        onClick={(event) => {
          if (keep === undefined) return
          event.preventDefault()
          void keepThenGo(keep)
        }}
      >
        {next === undefined ? t('setup.toSummary') : t('setup.goOn', { name: t(`setup.name.${next}`) })}
      </Button>
    </div>
  )
}
