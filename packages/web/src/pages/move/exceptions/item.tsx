import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ListedException } from '../../../api/mailboxes-queries.ts'
import { Pill } from '../../../parts/pill.tsx'
import { useWords } from '../../../words/use-words.ts'
import { octets } from '../mailboxes/looks.ts'
import classes from '../mailboxes/panel.module.css'

/** One message that is not there as it was: which, why, what to do, and who accepted it. */
export function ExceptionItem(props: {
  readonly exception: ListedException
  /** In a list of one code: where the message is. What it is and what to do stands above the list. */
  readonly place?: ReactNode
  readonly onAccept: (() => void) | undefined
  readonly onWithdraw: (() => void) | undefined
}) {
  const { exception, place, onAccept, onWithdraw } = props
  const { t, maybe, moment, language } = useWords()
  const { accepted, code, folder, subject, size, uid, serverReply, remedy } = exception
  const own = language === 'en' ? undefined : maybe(`exceptionCode.${code}.text`)
  return (
    <li>
      <span className={classes.exception}>
        {place === undefined && <strong>{maybe(`exceptionCode.${code}.title`) ?? code}</strong>}
        <span>
          <bdi>{uid === null ? folder : (subject ?? t('exceptions.noSubject'))}</bdi>
        </span>
        <span className={classes.quiet}>
          {place}
          {uid !== null && (
            <>
              <bdi>{folder}</bdi> · {octets(size, language)}
            </>
          )}
        </span>
        {accepted === null ? (
          place === undefined && <span>{own ?? remedy}</span>
        ) : (
          <span>
            <Pill tone="ok" icon="check">
              {t('exceptions.acceptedBy', { name: accepted.by, when: moment(accepted.at) })}
            </Pill>
            <span className={classes.note}>
              <bdi>{accepted.reason}</bdi>
            </span>
          </span>
        )}
        {serverReply !== null && serverReply !== '' && (
          <details className={classes.folded}>
            <summary>{t('problem.serverSaid')}</summary>
            <p dir="auto">{serverReply}</p>
          </details>
        )}
      </span>
      <span className={classes.exceptionButtons}>
        {accepted === null && onAccept !== undefined && (
          <Button size="compact-sm" variant="default" onClick={onAccept}>
            {t('exceptions.accept')}
          </Button>
        )}
        {accepted !== null && onWithdraw !== undefined && (
          <Button size="compact-sm" variant="default" onClick={onWithdraw}>
            {t('exceptions.withdraw')}
          </Button>
        )}
      </span>
    </li>
  )
}
