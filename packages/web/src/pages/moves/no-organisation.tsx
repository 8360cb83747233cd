import { Empty } from '../../parts/card.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'

export function NoOrganisation() {
  const { t } = useWords()
  return (
    <div className={pages.page}>
      <Empty title={t('moves.noOrganisation.title')} text={t('moves.noOrganisation.text')} />
    </div>
  )
}
