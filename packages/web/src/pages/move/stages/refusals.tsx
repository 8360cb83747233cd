import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import classes from './refusals.module.css'
import type { Check } from './state.ts'

/** Sign-ins that are named. */
const FEW = 3

/** Which side refuses a sign-in, and its own words. */
export function Refusals(props: {
  readonly at: InMove
  readonly refusals: NonNullable<NonNullable<Check['evidence']>['refusals']>
}) {
  const { at, refusals } = props
  const { t } = useWords()
  if (refusals.length === 0) return null
  return (
    <ul className={classes.refusals}>
      {refusals.slice(0, FEW).map(({ address, side, service, serverReply }) => (
        <li key={`${address} ${side}`}>
          <Link
            to="/organisations/$organisation/moves/$move/mailboxes"
            params={{ organisation: at.organisation, move: at.move }}
            search={{ q: address }}
          >
            <bdi dir="ltr">{address}</bdi>
          </Link>{' '}
          {t(`need.refusedBy.${side}`)}
          {service !== null && (
            <>
              {' '}
              (<bdi>{service}</bdi>)
            </>
          )}
          {serverReply !== null && (
            <q dir="auto" lang="en">
              {serverReply}
            </q>
          )}
        </li>
      ))}
    </ul>
  )
}
