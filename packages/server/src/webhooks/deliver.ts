import { CaravanError } from '@caravan/core/model'
import { openCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'
import type { ServerContext } from '../api/context.ts'
import { signedHeaders } from './sign.ts'

/** What a delivery needs of the server. */
export type DeliveryContext = Pick<ServerContext, 'database' | 'vault' | 'fetch'>

export interface Claimed {
  readonly id: string
  readonly webhook: string
  readonly organisation: string
  readonly url: string
  readonly body: string
  /** This one included. */
  readonly attempts: number
}

/** Pauses before the second attempt and those after it, in seconds: given up after the tenth, two and a half days later. */
const PAUSES = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 72_000, 86_400]
/** A webhook that takes nothing for so long is disabled. */
const MOST_FAILING_DAYS = 5
/** What of an answer is kept. */
const KEPT = 500

/** Seconds until the next attempt, up to a fifth more so that many do not come back at once; none: given up. */
export const pauseAfter = (attempts: number, chance = Math.random()): number | undefined => {
  const pause = PAUSES[attempts - 1]
  return pause === undefined ? undefined : pause * (1 + chance / 5)
}

interface Outcome {
  readonly taken: boolean
  /** 410: the receiver wants nothing any more (Standard Webhooks, “Delivery failures”). */
  readonly gone: boolean
  readonly words: string
}

/**
 * Sends one claimed delivery and writes down what came of it; whether it was taken.
 * @param once nothing is sent again, and the webhook is not judged by it
 */
export async function deliver(context: DeliveryContext, claimed: Claimed, once = false): Promise<boolean> {
  const outcome = await send(context, claimed)
  const pause = outcome.taken || once ? undefined : pauseAfter(claimed.attempts)
  await context.database.kysely.transaction().execute(async (trx) => {
    await sql`
      update webhook_deliveries set last_answer = ${outcome.words},
        delivered_at = ${outcome.taken ? sql`now()` : sql`null`},
        next_at = ${pause === undefined ? sql`null` : sql`now() + make_interval(secs => ${pause})`}
      where id = ${claimed.id}`.execute(trx)
    if (outcome.taken)
      await sql`update webhooks set failing_since = null where id = ${claimed.webhook} and failing_since is not null`.execute(
        trx,
      )
    else if (!once) await noteFailure(trx, claimed, outcome)
  })
  return outcome.taken
}

async function noteFailure(
  trx: ServerContext['database']['kysely'],
  { webhook, organisation, url }: Claimed,
  { gone, words }: Outcome,
): Promise<void> {
  await sql`update webhooks set failing_since = coalesce(failing_since, now()) where id = ${webhook}`.execute(trx)
  const { rows } = await sql<{ failingSince: Date }>`
    update webhooks set disabled_at = now() where id = ${webhook} and disabled_at is null
      and (${gone} or failing_since < now() - make_interval(days => ${MOST_FAILING_DAYS}))
    returning failing_since as "failingSince"`.execute(trx)
  const [disabled] = rows
  if (disabled === undefined) return
  await audit(trx, 'system', {
    organisation,
    action: 'webhook.disabled',
    subject: { kind: 'webhook', id: webhook },
    after: { url, failingSince: disabled.failingSince.toISOString(), lastAnswer: words },
    reason: gone ? 'It answered that it is gone (410).' : `It took nothing for ${MOST_FAILING_DAYS} days.`,
  })
}

async function send({ database, vault, fetch }: DeliveryContext, claimed: Claimed): Promise<Outcome> {
  const { organisation, webhook, url, id, body } = claimed
  try {
    const slot = { organisation, purpose: 'webhook', subject: webhook } as const
    const secret = await openCredential(database.kysely, vault.keys, slot)
    const headers = signedHeaders(secret, id, Math.floor(Date.now() / 1000), body)
    const answer = await fetch({
      url,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
      body,
    })
    const words = `${answer.status} ${answer.body}`
    return { taken: answer.status >= 200 && answer.status < 300, gone: answer.status === 410, words: shown(words) }
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { taken: false, gone: false, words: shown(error.message) }
  }
}

const shown = (words: string): string =>
  words
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, KEPT)
