import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import type { Key } from '../../../words/words.ts'
import { MOVE_PAGES } from '../pages.ts'

const BUILT: ReadonlySet<string> = new Set(MOVE_PAGES)

/** Goes to the page of the move where something is mended; nothing where that page is not built. */
export function PageButton({
  at,
  page,
  search = {},
  words,
}: {
  readonly at: InMove
  readonly page: 'mailboxes' | 'people' | 'exceptions' | 'setup' | 'waves'
  readonly search?: Readonly<Record<string, string>>
  readonly words: Key
}) {
  const { t } = useWords()
  if (!BUILT.has(page)) return null
  return (
    <Button
      component={Link}
      to={`/organisations/${at.organisation}/moves/${at.move}/${page}`}
      search={search as never}
      variant="default"
      size="sm"
    >
      {t(words)}
    </Button>
  )
}
