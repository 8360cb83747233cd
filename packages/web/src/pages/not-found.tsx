import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from '../parts/card.tsx'
import { useWords } from '../words/use-words.ts'
import classes from './pages.module.css'

export function NotFound() {
  const { t } = useWords()
  return (
    <main className={classes.lone}>
      <Empty title={t('problem.notFound.title')} text={t('problem.notFound.text')}>
        <Button component={Link} to="/" variant="default" mt="lg">
          {t('problem.home')}
        </Button>
      </Empty>
    </main>
  )
}
