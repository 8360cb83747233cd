import { Button, Group } from '@mantine/core'
import { useWords } from '../../../../words/use-words.ts'
import classes from './people.module.css'

interface Props {
  readonly offset: number
  readonly size: number
  readonly count: number
  readonly go: (offset: number) => void
}

/** Pages of what has a known length. */
export function Pager({ offset, size, count, go }: Props) {
  const { t } = useWords()
  if (count <= size) return null
  const last = Math.min(offset + size, count)
  return (
    <Group gap="sm" className={classes.pager}>
      <Button size="xs" variant="default" disabled={offset === 0} onClick={() => go(Math.max(0, offset - size))}>
        {t('people.list.before')}
      </Button>
      <span className={classes.quiet}>{t('people.list.part', { from: offset + 1, to: last, count })}</span>
      <Button size="xs" variant="default" disabled={last >= count} onClick={() => go(offset + size)}>
        {t('people.list.after')}
      </Button>
    </Group>
  )
}
