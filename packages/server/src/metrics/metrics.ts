import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { CAUSES, type Cause } from '../alerts/conditions.ts'
import type { ServerContext } from '../api/context.ts'
import { hashed } from '../api/tokens.ts'

/** Seconds; a route that waits for somebody else's server takes some. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10, 30]

/**
 * Offers figures for Prometheus at `/metrics`, to who has the token. A proxy before the server makes every request come
 * from this machine, so that where a request comes from proves nothing.
 */
export async function offerMetrics(app: FastifyInstance, context: ServerContext, token: string): Promise<void> {
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'caravan_http_request_seconds',
    help: 'Requests by route and status, and how long they took.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route as it is declared: addresses have ids in them, and each would be a figure of its own.
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }
    requests.observe(labels, reply.elapsedTime / 1000)
  })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const passes = gauge('caravan_passes', 'Passes that wait or run.', ['state'])
  const deliveries = gauge('caravan_webhook_deliveries_waiting', 'Webhook deliveries to be sent, now or later.')
  const overdue = gauge('caravan_webhook_deliveries_overdue', 'Those of them that should have been sent a minute ago.')
  const disabled = gauge('caravan_webhooks_disabled', 'Webhooks that failed for so long that nothing is sent any more.')

  const stuck = gauge('caravan_mailboxes_stuck', 'Mailboxes that do not go on by themselves, by cause.', ['cause'])
  const workers = gauge('caravan_workers', 'Processes that run passes and were seen in the last minute.')

  const count = async () => {
    const { rows } = await sql<Counts>`
      select (select count(*) from pass_requests where state = 'queued') as queued,
        (select count(*) from pass_requests where state = 'running') as running,
        (select count(*) from webhook_deliveries where next_at is not null) as waiting,
        (select count(*) from webhook_deliveries d join webhooks w on w.id = d.webhook_id
          where d.next_at < now() - interval '1 minute' and w.disabled_at is null) as overdue,
        (select count(*) from webhooks where disabled_at is not null) as disabled,
        (select count(*) from workers where seen_at > now() - interval '1 minute') as workers,
        (select coalesce(jsonb_object_agg(cause, n), '{}') from (
          select cause, count(*) as n from alerts where raised_at is not null and cleared_at is null
          group by cause) as causes) as stuck`.execute(context.database.kysely)
    const [row] = rows
    if (row === undefined) return
    passes.set({ state: 'queued' }, row.queued)
    passes.set({ state: 'running' }, row.running)
    deliveries.set(row.waiting)
    overdue.set(row.overdue)
    disabled.set(row.disabled)
    workers.set(row.workers)
    for (const cause of CAUSES) stuck.set({ cause }, row.stuck[cause] ?? 0)
  }

  const wanted = hashed(`Bearer ${token}`)
  const config = { outsideContract: 'Not of the API; to who has CARAVAN_METRICS_TOKEN.' }
  app.get('/metrics', { config }, async (request, reply) => {
    if (!timingSafeEqual(hashed(request.headers.authorization ?? ''), wanted)) {
      reply.callNotFound()
      return reply
    }
    await count()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

interface Counts {
  readonly queued: number
  readonly running: number
  readonly waiting: number
  readonly overdue: number
  readonly disabled: number
  readonly workers: number
  readonly stuck: Readonly<Partial<Record<Cause, number>>>
}
