import { z } from 'zod'
import { email, id, inOrganisation, language, moment, page, pageOf } from './common.ts'
import { route } from './route.ts'

/** What holds a mailbox up; docs/operations.md has when each is raised. */
const cause = z.enum(['undecided', 'pass-fails', 'differs', 'handed-back', 'no-progress', 'no-worker', 'not-started'])

export const alert = z.object({
  id,
  move: id,
  mailbox: id,
  sourceAddress: z.string(),
  /** By which the old mailbox is signed in to. */
  sourceService: id.nullable(),
  cause,
  /** Of the error that ended its last pass (docs/errors.md); null: none did. */
  code: z.string().nullable(),
  /** What happened, the server's own words with it where one spoke, and the next step. */
  message: z.string(),
  serverReply: z.string().nullable(),
  remedy: z.string(),
  since: moment,
  raisedAt: moment,
  /** Null: it is so still. */
  clearedAt: moment.nullable(),
  /** When a letter about it went out; null: none did. */
  toldAt: moment.nullable(),
})

export const listAlerts = route({
  id: 'listAlerts',
  method: 'GET',
  path: '/api/organisations/{organisation}/alerts',
  access: 'read',
  summary: 'Mailboxes that do not go on by themselves, the latest first; with `open=false` those of the last 90 days.',
  params: inOrganisation,
  query: page.extend({ move: id.optional(), open: z.enum(['true', 'false']).default('true') }),
  answer: pageOf(alert),
})

export const alertSettings = z.object({
  /** Whether letters go out; events and the list are there all the same. */
  letters: z.boolean(),
  /** Who gets them; none: owners and leads. */
  to: z.array(email).max(50),
  /** The language of these letters. */
  language,
})

const settingsPath = '/api/organisations/{organisation}/alerts/settings'

export const readAlertSettings = route({
  id: 'readAlertSettings',
  method: 'GET',
  path: settingsPath,
  access: 'read',
  summary: 'Who gets letters about mailboxes that do not go on.',
  params: inOrganisation,
  answer: alertSettings,
})

export const writeAlertSettings = route({
  id: 'writeAlertSettings',
  method: 'PUT',
  path: settingsPath,
  // As webhooks: what happens here is told to somebody outside.
  access: 'webhooks:manage',
  summary: 'Turns letters about mailboxes that do not go on off, or names who gets them.',
  params: inOrganisation,
  body: alertSettings.extend({ language: language.default('en') }),
  answer: alertSettings,
})
