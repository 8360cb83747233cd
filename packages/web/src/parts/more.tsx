import { Button, VisuallyHidden } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import classes from './parts.module.css'

/** Rows that are on their way, about as high as they will be. What comes at once never shows them. */
export function WaitingRows({ rows = 5 }: { readonly rows?: number }) {
  const { t } = useWords()
  return (
    <div className={classes.waiting} role="status">
      <VisuallyHidden>{t('shell.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.waitingRow} />
      ))}
    </div>
  )
}

interface Paged {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

/** Below a list: the rest of it. */
export function More({ list }: { readonly list: Paged }) {
  const { t } = useWords()
  if (!list.hasNextPage) return null
  return (
    <div className={classes.more}>
      <Button variant="default" size="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('people.list.more')}
      </Button>
    </div>
  )
}
