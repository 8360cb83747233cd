import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { type MoveEvent, toneOf } from '../event-text.ts'
import classes from './activity.module.css'

const ICONS: Readonly<Record<'ok' | 'bad' | 'plain', IconName>> = { ok: 'check', bad: 'alert', plain: 'dot' }

/** One event in words, and the mailbox that it is about. */
export function EventLine({
  at,
  event,
}: {
  readonly at: InMove
  readonly event: MoveEvent & { readonly text: string }
}) {
  const { text, sourceAddress, data } = event
  const tone = toneOf(event) ?? 'plain'
  const mailbox = data['mailbox']
  return (
    <span className={classes.event} data-tone={tone}>
      <Icon name={ICONS[tone]} />
      <span>
        {text}
        {sourceAddress !== null && !text.includes(sourceAddress) && (
          <>
            {' '}
            {typeof mailbox === 'string' ? (
              <Link to="/organisations/$organisation/moves/$move/mailboxes" params={at} search={{ open: mailbox }}>
                <bdi>{sourceAddress}</bdi>
              </Link>
            ) : (
              <bdi className={classes.quiet}>{sourceAddress}</bdi>
            )}
          </>
        )}
      </span>
    </span>
  )
}
