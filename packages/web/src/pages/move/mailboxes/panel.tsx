import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type InMailbox, mailboxQuery } from '../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { Exceptions } from './panel/exceptions.tsx'
import { Folders } from './panel/folders.tsx'
import { Head } from './panel/head.tsx'
import { Log } from './panel/log.tsx'
import { Ownerless } from './panel/owner.tsx'
import { Passes } from './panel/passes.tsx'
import { TroubleBox } from './panel/trouble.tsx'
import classes from './panel.module.css'

/** One mailbox beside the list; on a phone instead of it. */
export function MailboxPanel({ at, onShut }: { readonly at: InMailbox; readonly onShut: () => void }) {
  const { t } = useWords()
  const mayDo = useMayPlan(at)
  const { data: row, error, refetch } = useQuery(mailboxQuery(at))
  const panel = useRef<HTMLElement>(null)
  const isThere = row !== undefined
  useEffect(() => {
    // Where there is no room beside the list it is the whole page.
    if (isThere && globalThis.matchMedia('(max-width: 62em)').matches) panel.current?.scrollIntoView()
  }, [isThere])
  return (
    <aside className={classes.panel} ref={panel} aria-label={t('panel.title')} aria-busy={row === undefined}>
      {error !== null && row === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {row === undefined ? (
        error === null && <p className={classes.quiet}>{t('shell.loading')}</p>
      ) : (
        <>
          <Head at={at} row={row} mayDo={mayDo} onShut={onShut} />
          {row.trouble !== null && <TroubleBox at={at} row={row} trouble={row.trouble} mayDo={mayDo} />}
          {mayDo && row.problems.includes('role-without-owner') && <Ownerless at={at} row={row} />}
          {row.exceptions > 0 && <Exceptions at={at} mayDo={mayDo} />}
          <Folders at={at} copying={row.state === 'copying'} />
          <Passes at={at} mayDo={mayDo} />
          <Log at={at} />
        </>
      )}
    </aside>
  )
}
