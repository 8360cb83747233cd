import { exceptions } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type InMailbox, type ListedException, mailboxExceptionsQuery } from '../../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { AcceptDialog } from '../../exceptions/accept.tsx'
import { ExceptionItem } from '../../exceptions/item.tsx'
import classes from '../panel.module.css'
import { Section } from './section.tsx'
import { useStep } from './use-step.ts'

const FIRST = 5

/** What could not be copied as it was, and what to do with it. */
export function Exceptions({ at, mayDo }: { readonly at: InMailbox; readonly mayDo: boolean }) {
  const { t, number } = useWords()
  const query = useQuery(mailboxExceptionsQuery(at))
  const [all, setAll] = useState(false)
  const [accepting, setAccepting] = useState<readonly string[]>()
  const step = useStep<unknown>(at)
  const { mailbox, ...params } = at
  const withdraw = (key: string) =>
    step.mutate(() => client.call(exceptions.withdrawAcceptance, { params, body: { which: { mailbox, keys: [key] } } }))
  const openOf = (items: readonly ListedException[]) => items.filter(({ accepted }) => accepted === null)
  return (
    <Section
      title={t('panel.exceptions')}
      query={query}
      aside={({ items, unlisted }) => <span className={classes.quiet}>{number(items.length + unlisted)}</span>}
    >
      {({ items, unlisted }) => (
        <>
          {step.error !== null && <ProblemBox error={step.error} />}
          <ul className={classes.lines}>
            {(all ? items : items.slice(0, FIRST)).map((one) => (
              <ExceptionItem
                key={one.key}
                exception={one}
                onAccept={mayDo ? () => setAccepting([one.key]) : undefined}
                onWithdraw={mayDo ? () => withdraw(one.key) : undefined}
              />
            ))}
          </ul>
          {items.length > FIRST && (
            <Button variant="subtle" size="sm" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? t('overview.fewer') : t('overview.more', { count: items.length - FIRST })}
            </Button>
          )}
          {unlisted > 0 && <p className={classes.quiet}>{t('panel.unlisted', { count: unlisted })}</p>}
          {mayDo && openOf(items).length > 1 && (
            <Button variant="default" size="sm" onClick={() => setAccepting(openOf(items).map(({ key }) => key))}>
              {t('exceptions.acceptAll', { count: openOf(items).length })}
            </Button>
          )}
          {accepting !== undefined && (
            <AcceptDialog
              at={at}
              which={{ mailbox, keys: accepting.slice(0, 1_000) }}
              count={accepting.length}
              onShut={() => setAccepting(undefined)}
            />
          )}
        </>
      )}
    </Section>
  )
}
