import type { AnswerOf, estimates } from '@caravan/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { estimateQuery } from '../../../api/waves-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { octets } from '../mailboxes/looks.ts'
import { spanText } from './span.ts'
import classes from './waves.module.css'

type Estimates = AnswerOf<typeof estimates.readEstimate>
type Estimate = NonNullable<Estimates['move']['estimate']>

/** How long the first copies of a move take, what holds them back, and what is not counted yet. */
export function EstimateCard({ at }: { readonly at: InMove }) {
  const { t, language } = useWords()
  const { data, error, refetch } = useQuery(estimateQuery(at))
  if (error !== null && data === undefined) return <ProblemBox error={error} again={() => void refetch()} />
  // Once everything was copied there is nothing to estimate.
  if (data === undefined || data.move.mailboxes + data.move.uncounted === 0) return null
  const { estimate, mailboxes, uncounted, bytes } = data.move
  return (
    <div className={classes.estimate}>
      <Card title={t('estimate.title')}>
        {estimate !== null && (
          <>
            <p className={classes.about}>
              {t('estimate.about', {
                count: mailboxes,
                span: spanText(estimate.seconds, language),
                size: octets(bytes, language),
              })}
            </p>
            <p>
              <Why estimate={estimate} />
            </p>
          </>
        )}
        {uncounted > 0 && (
          <p>
            {t(estimate === null ? 'estimate.unknown' : 'estimate.uncounted', { count: uncounted })}{' '}
            {t('estimate.count')}{' '}
            <Link to="/organisations/$organisation/moves/$move/setup/addresses" params={at} search={{ part: 'seen' }}>
              {t('estimate.read')}
            </Link>
          </p>
        )}
        {estimate !== null && (
          <p className={classes.quiet}>
            {t('estimate.assumed', { size: octets(data.assumed.bytesPerSecond, language) })}
          </p>
        )}
      </Card>
    </div>
  )
}

/** What takes most of it, in words. */
function Why({ estimate: { decidedBy, service, limit, atOnce, longest } }: { readonly estimate: Estimate }) {
  const { t, language } = useWords()
  const why = t(`estimate.why.${decidedBy}`, {
    count: atOnce ?? 0,
    service: service ?? '',
    limit: octets(limit?.allowed ?? limit?.kept ?? 0, language),
    address: longest?.address ?? '',
    size: octets(longest?.bytes ?? 0, language),
  })
  if (limit === null) return why
  return `${why} ${t(limit.allowed === null ? 'estimate.set' : 'estimate.kept')}`
}
