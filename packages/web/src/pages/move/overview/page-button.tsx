import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import type { Key } from '../../../words/words.ts'

/** Goes to the page of the move where something is mended. */
export function PageButton({
  at,
  page,
  search = {},
  words,
  variant = 'default',
}: {
  readonly at: InMove
  readonly page: 'mailboxes' | 'people' | 'exceptions' | 'setup/addresses' | 'setup/sign-in' | 'waves'
  readonly search?: Readonly<Record<string, string>>
  readonly words: Key
  readonly variant?: 'default' | 'filled'
}) {
  const { t } = useWords()
  return (
    <Button
      component={Link}
      to={`/organisations/${at.organisation}/moves/${at.move}/${page}`}
      search={search as never}
      variant={variant}
      size="sm"
    >
      {t(words)}
    </Button>
  )
}
