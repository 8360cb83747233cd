import { type BodyOf, exceptions } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../../api/client.ts'
import { type ExceptionFilter, type ExceptionGroup, moveExceptionsQuery } from '../../../api/mailboxes-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useStep } from '../mailboxes/panel/use-step.ts'
import panel from '../mailboxes/panel.module.css'
import { AcceptDialog } from './accept.tsx'
import classes from './exceptions.module.css'
import type { Shown } from './filter.tsx'
import { ExceptionItem } from './item.tsx'

type Which = BodyOf<typeof exceptions.acceptExceptions>['which']

interface GroupProps {
  readonly at: InMove
  readonly group: ExceptionGroup
  readonly shown: Shown
  readonly mayDo: boolean
}

/** All exceptions of one kind: what it is, how many, what to do; and folded the messages. */
export function Group({ at, group, shown, mayDo }: GroupProps) {
  const { t, maybe, number, language } = useWords()
  const { code, remedy, mailboxes, open, accepted } = group
  const [accepting, setAccepting] = useState<{ which: Which; count: number }>()
  const [opened, setOpened] = useState(false)
  const step = useStep<unknown>(at)
  const withdraw = (which: Which) =>
    step.mutate(() => client.call(exceptions.withdrawAcceptance, { params: at, body: { which } }))
  const own = language === 'en' ? undefined : maybe(`exceptionCode.${code}.text`)
  const folded = !opened && shown.search === ''
  return (
    <section className={classes.group} aria-label={maybe(`exceptionCode.${code}.title`) ?? code}>
      <div className={classes.groupHead}>
        <div>
          <h2>{maybe(`exceptionCode.${code}.title`) ?? code}</h2>
          <p className={classes.quiet}>{own ?? remedy}</p>
        </div>
        <div className={classes.groupCounts}>
          {open > 0 && (
            <Pill tone="warning" icon="alert">
              {t('mailboxes.open', { count: open })}
            </Pill>
          )}
          {accepted > 0 && (
            <Pill tone="ok" icon="check">
              {t('exceptions.acceptedCount', { count: accepted })}
            </Pill>
          )}
          <span className={classes.quiet}>{t('exceptions.inMailboxes', { count: mailboxes })}</span>
        </div>
      </div>
      {step.error !== null && <ProblemBox error={step.error} />}
      <div className={classes.groupButtons}>
        {shown.search === '' && (
          <Button variant="default" size="sm" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {opened ? t('exceptions.hide') : t('exceptions.messages', { count: open + accepted })}
          </Button>
        )}
        {mayDo && open > 0 && (
          <Button variant="default" size="sm" onClick={() => setAccepting({ which: { code }, count: open })}>
            {t('exceptions.acceptAll', { count: open })}
          </Button>
        )}
        {mayDo && accepted > 0 && (
          <Button variant="subtle" size="sm" loading={step.isPending} onClick={() => withdraw({ code })}>
            {t('exceptions.withdrawAll', { number: number(accepted) })}
          </Button>
        )}
      </div>
      {!folded && (
        <Messages
          at={at}
          filter={{ code, accepted: shown.accepted, search: shown.search || undefined }}
          onAccept={mayDo ? (which) => setAccepting({ which, count: 1 }) : undefined}
          onWithdraw={mayDo ? withdraw : undefined}
        />
      )}
      {accepting !== undefined && <AcceptDialog at={at} {...accepting} onShut={() => setAccepting(undefined)} />}
    </section>
  )
}

function Messages(props: {
  readonly at: InMove
  readonly filter: ExceptionFilter
  readonly onAccept: ((which: Which) => void) | undefined
  readonly onWithdraw: ((which: Which) => void) | undefined
}) {
  const { at, filter, onAccept, onWithdraw } = props
  const { t } = useWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    moveExceptionsQuery(at, filter),
  )
  if (error !== null && data === undefined) return <ProblemBox error={error} again={() => void refetch()} />
  if (data === undefined) return <p className={classes.quiet}>{t('shell.loading')}</p>
  const items = data.pages.flatMap((page) => page.items)
  return (
    <>
      {items.length === 0 && <p className={classes.quiet}>{t('exceptions.noneShown')}</p>}
      <ul className={panel.lines}>
        {items.map((one) => {
          const which = { mailbox: one.mailbox, keys: [one.key] }
          return (
            <ExceptionItem
              key={`${one.mailbox} ${one.key}`}
              exception={one}
              place={
                <>
                  <Link
                    to="/organisations/$organisation/moves/$move/mailboxes"
                    params={{ organisation: at.organisation, move: at.move }}
                    search={{ open: one.mailbox }}
                  >
                    <bdi>{one.sourceAddress}</bdi>
                  </Link>
                  {one.uid !== null && ' · '}
                </>
              }
              onAccept={onAccept && (() => onAccept(which))}
              onWithdraw={onWithdraw && (() => onWithdraw(which))}
            />
          )
        })}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" size="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('exceptions.further')}
        </Button>
      )}
    </>
  )
}
