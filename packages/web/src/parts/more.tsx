import { Button } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import classes from './parts.module.css'

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
