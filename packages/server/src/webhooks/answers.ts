import { webhooks } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { forgetCredentials, type LedgerDb, putCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict, notFound } from '../api/problems.ts'
import { type Claimed, deliver } from './deliver.ts'
import { newWebhookSecret } from './sign.ts'

const MOST_WEBHOOKS = 20

interface WebhookRow {
  readonly id: string
  readonly url: string
  readonly kinds: string[]
  readonly created_at: Date
  readonly failing_since: Date | null
  readonly disabled_at: Date | null
}

const shown = (row: WebhookRow) => ({
  id: row.id,
  url: row.url,
  kinds: row.kinds,
  createdAt: row.created_at.toISOString(),
  failingSince: row.failing_since?.toISOString() ?? null,
  disabledAt: row.disabled_at?.toISOString() ?? null,
})

interface DeliveryRow {
  readonly id: string
  readonly event_id: number
  readonly kind: string
  readonly attempts: number
  readonly next_at: Date | null
  readonly delivered_at: Date | null
  readonly last_answer: string | null
  readonly created_at: Date
}

const shownDelivery = (row: DeliveryRow) => ({
  id: row.id,
  kind: row.kind,
  state:
    row.delivered_at !== null
      ? ('delivered' as const)
      : row.next_at !== null
        ? ('waiting' as const)
        : ('given-up' as const),
  attempts: row.attempts,
  nextAt: row.next_at?.toISOString() ?? null,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
  lastAnswer: row.last_answer,
  createdAt: row.created_at.toISOString(),
})

async function webhookOf(db: LedgerDb, organisation: string, id: string): Promise<WebhookRow> {
  const row = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', id)
    .where('organisation_id', '=', organisation)
    .executeTakeFirst()
  if (row === undefined) throw notFound('webhook')
  return row
}

/** An address is shown and written down; a password in it would be, too. */
function assertNoSignIn(url: string): void {
  const { username, password } = new URL(url)
  if (username === '' && password === '') return
  throw new CaravanError(
    'url-with-sign-in',
    'The address has a user or a password in it.',
    'Leave them out: what is sent is signed, and the receiver knows it by that.',
  )
}

export const webhookAnswers: readonly Answer[] = [
  answer(webhooks.listWebhooks, async ({ database }, asked) => {
    const rows = await database.kysely
      .selectFrom('webhooks')
      .selectAll()
      .where('organisation_id', '=', standingIn(asked).organisation)
      .orderBy('created_at')
      .limit(MOST_WEBHOOKS)
      .execute()
    return { items: rows.map(shown) }
  }),

  answer(webhooks.makeWebhook, async ({ database, vault, guard }, asked) => {
    const { organisation } = standingIn(asked)
    const { url, kinds } = asked.body
    assertNoSignIn(url)
    // Said now and not at the first delivery; asked again at each.
    await guard.resolve(new URL(url).hostname)
    const secret = newWebhookSecret()
    const row = await database.kysely.transaction().execute(async (trx) => {
      await sql`select from organisations where id = ${organisation} for update`.execute(trx)
      const there = await trx.selectFrom('webhooks').select('id').where('organisation_id', '=', organisation).execute()
      if (there.length >= MOST_WEBHOOKS)
        throw conflict('too-many-webhooks', `There are ${MOST_WEBHOOKS} webhooks already.`, 'Remove one first.')
      const made = await trx
        .insertInto('webhooks')
        .values({ organisation_id: organisation, url, kinds: [...new Set(kinds)] })
        .returningAll()
        .executeTakeFirstOrThrow()
      await putCredential(trx, vault.keys, { organisation, purpose: 'webhook', subject: made.id, secret })
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'webhook.made',
        subject: { kind: 'webhook', id: made.id },
        after: { url, kinds },
      })
      return made
    })
    return { ...shown(row), secret: secret.reveal() }
  }),

  answer(webhooks.removeWebhook, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const id = asked.params.webhook
    await database.kysely.transaction().execute(async (trx) => {
      const { url, kinds } = await webhookOf(trx, organisation, id)
      await trx.deleteFrom('webhooks').where('id', '=', id).where('organisation_id', '=', organisation).execute()
      await forgetCredentials(trx, organisation, [id])
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'webhook.removed',
        subject: { kind: 'webhook', id },
        before: { url, kinds },
      })
    })
  }),

  answer(webhooks.resumeWebhook, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const id = asked.params.webhook
    return database.kysely.transaction().execute(async (trx) => {
      const before = await webhookOf(trx, organisation, id)
      await sql`
        update webhooks set disabled_at = null, failing_since = null
        where id = ${id} and organisation_id = ${organisation}`.execute(trx)
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'webhook.resumed',
        subject: { kind: 'webhook', id },
        before: { disabledAt: before.disabled_at },
      })
      return shown(await webhookOf(trx, organisation, id))
    })
  }),

  answer(webhooks.testWebhook, async (context, asked) => {
    const { organisation } = standingIn(asked)
    const db = context.database.kysely
    const { id: webhook, url } = await webhookOf(db, organisation, asked.params.webhook)
    const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date().toISOString(), data: {} })
    const claimed = await db.transaction().execute(async (trx) => {
      // An id of its own among the events’, of no event: what is tested here concerns no other webhook.
      const { rows } = await sql<Claimed>`
        insert into webhook_deliveries (webhook_id, event_id, kind, body, attempts)
        values (${webhook}, nextval(pg_get_serial_sequence('events', 'id')), 'webhook.test', ${body}, 1)
        returning id, ${webhook}::uuid as webhook, ${organisation}::uuid as organisation, ${url}::text as url, body, attempts`.execute(
        trx,
      )
      const subject = { kind: 'webhook', id: webhook }
      await audit(trx, actorIn(asked), { organisation, action: 'webhook.tested', subject })
      return rows
    })
    for (const one of claimed) await deliver(context, one, true)
    const [row] = await deliveriesOf(db, webhook, 1, claimed[0]?.id)
    if (row === undefined) throw notFound('delivery')
    return shownDelivery(row)
  }),

  answer(webhooks.listDeliveries, async ({ database }, asked) => {
    const { id } = await webhookOf(database.kysely, standingIn(asked).organisation, asked.params.webhook)
    const { limit, after } = asked.query
    const before = Number(after ?? Number.MAX_SAFE_INTEGER)
    const rows = await deliveriesOf(
      database.kysely,
      id,
      limit + 1,
      undefined,
      Number.isSafeInteger(before) ? before : 0,
    )
    const items = rows.slice(0, limit)
    const next = rows.length > limit ? items.at(-1)?.event_id : undefined
    return { items: items.map(shownDelivery), ...(next === undefined ? undefined : { next: String(next) }) }
  }),
]

async function deliveriesOf(
  db: LedgerDb,
  webhook: string,
  limit: number,
  id?: string,
  before = Number.MAX_SAFE_INTEGER,
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select id, event_id, kind, attempts, next_at, delivered_at, last_answer, created_at from webhook_deliveries
    where webhook_id = ${webhook} and event_id < ${before} and (${id ?? null}::uuid is null or id = ${id ?? null})
    order by event_id desc limit ${limit}`.execute(db)
  return rows
}
