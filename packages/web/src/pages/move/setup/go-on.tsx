import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import { SETUP_STEPS, type SetupStep } from './steps.ts'

/** To the step behind this one; behind the last, to what is set. */
export function GoOn({ from, quiet = false }: { readonly from: SetupStep; readonly quiet?: boolean }) {
  const { t } = useWords()
  const at = useMove()
  const next = SETUP_STEPS[SETUP_STEPS.indexOf(from) + 1]
  const { organisation, move } = at
  const to = `/organisations/${organisation}/moves/${move}/setup${next === undefined ? '' : `/${next}`}`
  return (
    <div>
      <Button component={Link} to={to} size="md" variant={quiet ? 'default' : 'filled'}>
        {next === undefined ? t('setup.toSummary') : t('setup.goOn', { name: t(`setup.name.${next}`) })}
      </Button>
    </div>
  )
}
