import type { AnswerOf, auditLog } from '@caravan/contract'
import { useWords } from '../../words/use-words.ts'
import classes from './audit.module.css'

type Entry = AnswerOf<typeof auditLog.listAudit>['items'][number]

/** Characters of what was before and after that are shown. */
const MOST = 4_000

/** Who did it, what it was, why, and folded what was before and after. */
export function AuditLine({ entry }: { readonly entry: Entry }) {
  const { t, maybe } = useWords()
  const { actor, action, subject, before, after, reason } = entry
  const named = stageIn(after)
  const stage = named && (maybe(`stage.${named}`) ?? named)
  const did = action === 'move.check-overridden' && named === 'approve' ? 'move.approved' : action
  const details = [
    { name: t('audit.before'), value: before },
    { name: t('audit.after'), value: after },
  ].filter(({ value }) => value !== null && value !== undefined)
  return (
    <>
      <strong className={classes.actor}>
        <bdi>{actor.name}</bdi>
      </strong>
      {actor.kind === 'token' && <span className={classes.quiet}> ({t('audit.byToken')})</span>}{' '}
      <span>{t('audit.did', { action: maybe(`action.${did}`) ?? action })}</span>
      {stage !== undefined && <span> · {stage}</span>}
      {reason !== null && (
        <p className={classes.reason}>
          <bdi>{reason}</bdi>
        </p>
      )}
      {details.length > 0 && (
        <details className={classes.details}>
          <summary>{t('audit.details')}</summary>
          <dl dir="ltr">
            <dt>
              {action}
              {subject !== null && ` · ${subject.kind} ${subject.id ?? ''}`}
            </dt>
            {details.map(({ name, value }) => (
              <dd key={name}>
                <bdi>{name}</bdi>
                <code>{JSON.stringify(value, undefined, 1).slice(0, MOST)}</code>
              </dd>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}

/** The stage that a step of a move was about. */
const stageIn = (after: Entry['after']): string | undefined =>
  typeof after === 'object' && after !== null && 'stage' in after && typeof after.stage === 'string'
    ? after.stage
    : undefined
