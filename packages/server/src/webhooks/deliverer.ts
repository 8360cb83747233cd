import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import { type Claimed, type DeliveryContext, deliver } from './deliver.ts'

/** How many are sent at once by one process. */
const LANES = 4
/** How long after it is due a delivery may wait. */
const LOOK_MS = 2_000
/** A claim ends after this, where its process has: longer than a fetch may take. */
const CLAIM_SECONDS = 60
const SWEEP_MS = 3_600_000
/** A sweep's bound; what is left goes in the next. */
const MOST_SWEPT = 10_000

/**
 * Takes the next delivery that is due, for this process alone; undefined where none is. Webhooks that fail come last, so
 * that a dead receiver does not hold up the others.
 */
export async function claim({ database }: Pick<DeliveryContext, 'database'>): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update webhook_deliveries d set attempts = d.attempts + 1, next_at = now() + make_interval(secs => ${CLAIM_SECONDS})
    from webhooks w where w.id = d.webhook_id and d.id = (
      select x.id from webhook_deliveries x join webhooks y on y.id = x.webhook_id
      where x.next_at <= now() and y.disabled_at is null
      order by y.failing_since is not null, x.next_at, x.event_id limit 1 for update of x skip locked)
    returning d.id, d.webhook_id as webhook, w.organisation_id as organisation, w.url, d.body, d.attempts`.execute(
    database.kysely,
  )
  return rows[0]
}

/** Sends what is due until it is stopped; any number of processes may. */
export function startDeliverer(context: DeliveryContext & Pick<ServerContext, 'log'>): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const lanes = Array.from({ length: LANES }, () => lane(context, stopping.signal))
  const sweeper = setInterval(() => void sweep(context), SWEEP_MS)
  sweeper.unref()
  return {
    async stop() {
      stopping.abort()
      clearInterval(sweeper)
      await Promise.all(lanes)
    },
  }
}

async function lane(context: DeliveryContext & Pick<ServerContext, 'log'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const claimed = await claim(context)
      if (claimed !== undefined) {
        await deliver(context, claimed)
        continue
      }
    } catch (error) {
      context.log.error({ err: error }, 'a webhook was not delivered')
    }
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Forgets deliveries that are over and older than 30 days. */
async function sweep({ database, log }: DeliveryContext & Pick<ServerContext, 'log'>): Promise<void> {
  await sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries where next_at is null and created_at < now() - interval '30 days'
      limit ${MOST_SWEPT} for update skip locked)`
    .execute(database.kysely)
    .catch((error: unknown) => log.error({ err: error }, 'old deliveries were not swept'))
}
