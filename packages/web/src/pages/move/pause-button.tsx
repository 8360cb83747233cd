import { Button } from '@mantine/core'
import type { InMove } from '../../api/queries.ts'
import { Icon } from '../../parts/icon.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import { usePause } from './use-pause.ts'

/** Lets everything of a move stand still, and go on: it can be taken back, so nobody is asked. */
export function PauseButton({ at, paused }: { readonly at: InMove; readonly paused: boolean }) {
  const { t } = useWords()
  const pause = usePause(at)
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={<Icon name={paused ? 'running' : 'pause'} />}
        loading={pause.isPending}
        onClick={() => pause.mutate(paused ? 'resume' : 'pause')}
      >
        {t(paused ? 'need.paused.button' : 'need.pause')}
      </Button>
      {pause.error !== null && <ProblemBox error={pause.error} />}
    </>
  )
}
