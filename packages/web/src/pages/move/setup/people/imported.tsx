import type { AnswerOf, people } from '@caravan/contract'
import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Preview } from '../../../../api/people-queries.ts'
import type { InMove } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './people.module.css'
import { ProblemList } from './problems.tsx'

/** What an import brought, and what was wrong with the rows that were left out, as it stood before. */
export interface ImportEnd {
  readonly result: AnswerOf<typeof people.confirmImport>
  readonly problems: Preview['problems']
}

/** What was imported, what was left out and why, and what comes next. */
export function Imported(props: { readonly at: InMove; readonly end: ImportEnd; readonly again: () => void }) {
  const { t } = useWords()
  const { at, end, again } = props
  const { imported, leftOut, wavesMade, projectsUnknown, credentials } = end.result
  return (
    <div className={classes.look}>
      <div className={classes.done} role="status">
        <Icon name="check" size={20} />
        <div>
          <p className={classes.sentence}>
            <strong>{t('importing.done.imported', { count: imported })}</strong>{' '}
            {leftOut > 0 && t('importing.done.leftOut', { count: leftOut })}
          </p>
          {credentials > 0 && <p>{t('importing.done.credentials', { count: credentials })}</p>}
          {wavesMade.length > 0 && <p>{t('importing.done.waves', { names: wavesMade.join(', ') })}</p>}
          {projectsUnknown.length > 0 && <p>{t('importing.done.projects', { names: projectsUnknown.join(', ') })}</p>}
        </div>
      </div>
      <Group>
        <Button component={Link} to={`/organisations/${at.organisation}/moves/${at.move}/setup/addresses`}>
          {t('importing.done.next')}
        </Button>
        <Button variant="default" onClick={again}>
          {t('importing.done.again')}
        </Button>
      </Group>
      {end.problems.length > 0 && (
        <Card title={t('importing.done.problems')}>
          <ProblemList problems={end.problems} />
        </Card>
      )}
    </div>
  )
}
