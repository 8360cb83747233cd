import type { AnswerOf, moves } from '@caravan/contract'
import { limitsOf, type PaceTerms, type PaceWishes, termsOf } from '@caravan/core/services'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { wakeWorkers } from '../jobs/ask.ts'
import type { ServiceRow } from './one-service.ts'

type Service = AnswerOf<typeof moves.changeService>
type Pace = Service['pace']
type Row = Pick<ServiceRow, 'out_per_day' | 'in_per_day' | 'bandwidth'>

/** As people set it, out of the table. */
export const paceOf = (row: Row): Pace => ({
  outPerDay: row.out_per_day,
  inPerDay: row.in_per_day,
  bandwidth: row.bandwidth,
})

export const paceColumns = ({ outPerDay, inPerDay, bandwidth }: Pace) => ({
  out_per_day: outPerDay,
  in_per_day: inPerDay,
  bandwidth,
})

/** What somebody has set for a service in place of what is known of it, in the terms of the pace. */
export const wishesIn = (row: Row): PaceWishes => ({
  outPerDay: wish(row.out_per_day),
  inPerDay: wish(row.in_per_day),
  bandwidth: row.bandwidth ?? undefined,
})

/** As the table has it: null is what is known of the service, 0 no limit. */
const wish = (octets: number | null): number | null | undefined =>
  octets === null ? undefined : octets === 0 ? null : octets

/** What passes keep to at a service: what is known of its host, and what somebody has set instead. */
export const termsOfService = (row: Row & Pick<ServiceRow, 'host'>): PaceTerms =>
  termsOf(limitsOf(row.host, undefined), wishesIn(row))

/** What is known of the service at a host, with where it was read; null: nothing. */
export function limitsAt(host: string): Service['knownLimits'] {
  const known = limitsOf(host, undefined)
  if (known === undefined) return null
  const terms = termsOf(known, {})
  return {
    name: known.name,
    outPerDay: dayFigure(terms.out),
    inPerDay: dayFigure(terms.in),
    connections: known.connections ?? null,
  }
}

const dayFigure = (limit: PaceTerms['out']) =>
  limit?.figure === undefined ? null : { ...limit.figure, kept: limit.octets }

/** Passes that wait until the service has room by what was set before are tried by what is set now. */
export async function goOnByPace(trx: LedgerDb, service: string): Promise<void> {
  await sql`
    update pass_requests p set not_before = null from move_mailboxes b
    where b.id = p.mailbox_id and ${service} in (b.source_service, b.target_service)
      and p.state = 'queued' and p.not_before is not null`.execute(trx)
  await wakeWorkers(trx)
}
