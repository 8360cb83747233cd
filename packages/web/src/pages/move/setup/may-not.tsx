import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'

/** Who may change nothing here is told whom to ask. */
export function MayNot() {
  const { t } = useWords()
  const may = useMayPlan(useMove())
  return may ? null : <p className={pages.quiet}>{t('setup.mayNot')}</p>
}
