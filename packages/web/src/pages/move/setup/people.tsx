import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addressCountQuery } from '../../../api/people-queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import pages from '../../pages.module.css'
import { useMove } from '../../where.ts'
import type { ChosenTable } from './people/chosen.ts'
import { type ImportEnd, Imported } from './people/imported.tsx'
import { Look } from './people/look.tsx'
import classes from './people/people.module.css'
import { Sources } from './people/sources.tsx'

/** Who moves: a list is chosen, looked at and mended, and imported when that is said; or one mailbox by hand. */
export function SetupPeople() {
  const { t } = useWords()
  const at = useMove()
  const mayWrite = useMayPlan(at)
  const [table, setTable] = useState<ChosenTable>()
  const [end, setEnd] = useState<ImportEnd>()
  // What was pasted is mended where it was pasted.
  const [pasted, setPasted] = useState('')
  const { data: count } = useQuery(addressCountQuery(at))
  const back = () => {
    setPasted(table !== undefined && 'pasted' in table.input ? table.input.pasted : '')
    setTable(undefined)
  }
  const again = () => {
    setPasted('')
    setTable(undefined)
    setEnd(undefined)
  }
  return (
    <section aria-label={t('importing.title')}>
      <div className={classes.head}>
        <h2>{t('importing.title')}</h2>
        {count !== undefined && count.mailboxes > 0 && (
          <span className={pages.quiet}>{t('importing.there', { count: count.mailboxes })}</span>
        )}
      </div>
      {!mayWrite && <p className={pages.quiet}>{t('people.mayNot')}</p>}
      {mayWrite && end !== undefined && <Imported at={at} end={end} again={again} />}
      {mayWrite && end === undefined && table !== undefined && (
        <Look key={table.key} at={at} table={table} onImported={setEnd} onBack={back} />
      )}
      {mayWrite && end === undefined && table === undefined && <Sources at={at} pasted={pasted} choose={setTable} />}
    </section>
  )
}
