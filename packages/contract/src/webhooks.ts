import { z } from 'zod'
import { id, inOrganisation, moment, page, pageOf } from './common.ts'
import { route } from './route.ts'

/** What events are called: `pass.ended`. */
const kind = z
  .string()
  .regex(/^[a-z][a-z-]*(\.[a-z][a-z-]*)*$/)
  .max(100)

export const webhook = z.object({
  id,
  url: z.string(),
  /** Which events; none: all. */
  kinds: z.array(kind),
  createdAt: moment,
  /** Since when deliveries fail; null: the last one was taken. */
  failingSince: moment.nullable(),
  /** Nothing is sent any more: it failed for days, or answered 410. */
  disabledAt: moment.nullable(),
})

const oneWebhook = inOrganisation.extend({ webhook: id })

export const listWebhooks = route({
  id: 'listWebhooks',
  method: 'GET',
  path: '/api/organisations/{organisation}/webhooks',
  access: 'webhooks:manage',
  summary: 'Where events are sent to.',
  params: inOrganisation,
  answer: z.object({ items: z.array(webhook) }),
})

export const makeWebhook = route({
  id: 'makeWebhook',
  method: 'POST',
  path: '/api/organisations/{organisation}/webhooks',
  access: 'webhooks:manage',
  summary: 'Has events sent to an address, signed as standardwebhooks.com says. The secret is shown once.',
  params: inOrganisation,
  body: z.object({ url: z.url({ protocol: /^https$/ }).max(2_000), kinds: z.array(kind).max(100).default([]) }),
  status: 201,
  answer: webhook.extend({ secret: z.string() }),
})

export const removeWebhook = route({
  id: 'removeWebhook',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/webhooks/{webhook}',
  access: 'webhooks:manage',
  summary: 'Ends a webhook and forgets its secret and its deliveries.',
  params: oneWebhook,
  status: 204,
})

export const resumeWebhook = route({
  id: 'resumeWebhook',
  method: 'POST',
  path: '/api/organisations/{organisation}/webhooks/{webhook}/resume',
  access: 'webhooks:manage',
  summary: 'Sends to a disabled webhook again, what waits for it first.',
  params: oneWebhook,
  answer: webhook,
})

export const delivery = z.object({
  id,
  /** Of what kind the event is. */
  kind: z.string(),
  state: z.enum(['waiting', 'delivered', 'given-up']),
  attempts: z.int(),
  nextAt: moment.nullable(),
  deliveredAt: moment.nullable(),
  /** What the receiver said last, or why it was not reached. */
  lastAnswer: z.string().nullable(),
  createdAt: moment,
})

export const testWebhook = route({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/organisations/{organisation}/webhooks/{webhook}/test',
  access: 'webhooks:manage',
  summary: 'Sends one event `webhook.test` at once, and once only; says what came of it.',
  params: oneWebhook,
  answer: delivery,
})

export const listDeliveries = route({
  id: 'listDeliveries',
  method: 'GET',
  path: '/api/organisations/{organisation}/webhooks/{webhook}/deliveries',
  access: 'webhooks:manage',
  summary: 'What was sent to a webhook, the latest first; kept for 30 days.',
  params: oneWebhook,
  query: page,
  answer: pageOf(delivery),
})
