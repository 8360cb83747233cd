import { z } from 'zod'
import { id, inMove, language, moment, page, pageOf } from './common.ts'
import { filter } from './people/fields.ts'
import { route } from './route.ts'

/**
 * Where an employee stands:
 * - `not-needed`: the service signs in for everybody, or the mailbox has none to sign in to.
 * - `not-invited`, `invited`, `opened` (the page), `expired`: the invitation, of who has given nothing.
 * - `refused`: what was given last does not sign in; `refused` says why.
 * - `given`: a credential is in the vault, whoever put it there, and no pass was refused with it since.
 */
export const employeeState = z.enum(['not-needed', 'not-invited', 'invited', 'opened', 'refused', 'given', 'expired'])

/** Why a credential was not taken. */
export const refusedAccess = z.object({
  code: z.string(),
  title: z.string(),
  remedy: z.string(),
  /** The mail server's own words. */
  serverReply: z.string().nullable(),
})

/** What an employee has done at the new home, each with the moment at which it was said. */
export const employeeSteps = z.object({
  signedIn: moment.nullable(),
  passwordChanged: moment.nullable(),
  secondFactor: moment.nullable(),
  oldAccountRemoved: moment.nullable(),
})

/**
 * What the read flag of the welcome letter in the new mailbox tells:
 * - `due`: it is about to be laid.
 * - `unopened`: it lies in the inbox, unread.
 * - `opened`: it was seen there as read. A program can set that flag, too.
 * - `gone`: it is no longer in the inbox: somebody or something has deleted or moved it. That proves no reading.
 */
export const welcomeState = z.enum(['due', 'unopened', 'opened', 'gone'])

export const employee = z.object({
  mailbox: id,
  sourceAddress: z.string(),
  displayName: z.string(),
  wave: id.nullable(),
  state: employeeState,
  /** Of the invitation, else as it would be chosen. */
  language,
  invitation: z
    .object({
      by: z.enum(['letter', 'link']),
      invitedBy: z.string(),
      madeAt: moment,
      expiresAt: moment,
      letterTo: z.string().nullable(),
      /** Null: no letter has gone out yet, or none is meant to. */
      sentAt: moment.nullable(),
      /** A letter waits to be sent. */
      letterWaits: z.boolean(),
      /** Why the last try to send a letter failed. */
      letterError: z.object({ code: z.string(), title: z.string(), remedy: z.string() }).nullable(),
      openedAt: moment.nullable(),
      reminders: z.int(),
      remindedAt: moment.nullable(),
    })
    .nullable(),
  givenAt: moment.nullable(),
  /** Whether what was given has opened the old mailbox: on the employee's page, or in a pass since. */
  checked: z.boolean(),
  /** As they were counted when the credential was given. */
  messages: z.int().nullable(),
  folders: z.int().nullable(),
  refused: refusedAccess.nullable(),
  refusedAt: moment.nullable(),
  steps: employeeSteps,
  /** Null: the move lays none, or not yet into this mailbox. */
  welcome: z
    .object({
      state: welcomeState,
      laidAt: moment.nullable(),
      openedAt: moment.nullable(),
      goneAt: moment.nullable(),
      lookedAt: moment.nullable(),
      /** Why it could not be laid, or not be looked at, the last time. */
      error: refusedAccess.nullable(),
    })
    .nullable(),
})

const employees = '/api/organisations/{organisation}/moves/{move}/employees'

export const listEmployees = route({
  id: 'listEmployees',
  method: 'GET',
  path: employees,
  access: 'read',
  summary: 'Who was invited, opened the page, gave access, was refused or has not answered; by their old addresses.',
  params: inMove,
  query: page.extend({ ...filter.shape, state: employeeState.optional(), welcome: welcomeState.optional() }),
  answer: pageOf(employee),
})

export const countEmployees = route({
  id: 'countEmployees',
  method: 'GET',
  path: `${employees}/count`,
  access: 'read',
  summary: 'How many employees of a move stand where.',
  params: inMove,
  answer: z.object({
    states: z.record(employeeState, z.int()),
    /** Letters that wait, and mailboxes whose last letter could not be sent. */
    letters: z.object({ waiting: z.int(), failed: z.int() }),
    steps: z.record(employeeSteps.keyof(), z.int()),
    /** Welcome letters, and of them those that could not be laid or looked at the last time. */
    welcome: z.object({ states: z.record(welcomeState, z.int()), failed: z.int() }),
  }),
})

const which = z.union([
  z.object({ ids: z.array(id).min(1).max(10_000) }),
  z.object({ filter: filter.extend({ state: employeeState.optional() }) }),
])

const skipped = z.object({
  mailbox: id,
  sourceAddress: z.string(),
  because: z.enum(['given', 'not-needed', 'no-letter-address', 'not-invited', 'reminded-lately']),
})
/** Left out: how many for all reasons, and the first hundred of them. */
const leftOut = { skipped: z.int(), examples: z.array(skipped) }

export const inviteEmployees = route({
  id: 'inviteEmployees',
  method: 'POST',
  path: `${employees}/invite`,
  access: 'people:write',
  summary:
    'Invites the employees of some mailboxes, by letter or by links that are shown once. An earlier invitation ends. Who has given access is left out, unless `again` is said. 10,000 by letter, 500 by link.',
  params: inMove,
  body: z.object({
    which,
    by: z.enum(['letter', 'link']),
    /** Letters go to the old mailbox (of a role address: to its owner), or to where the employee is reached otherwise. */
    reachedAt: z.enum(['mailbox', 'contact']).default('mailbox'),
    /** Null: as before, else by the script of the name. */
    language: language.nullable().default(null),
    days: z.int().min(1).max(60).default(21),
    again: z.boolean().default(false),
  }),
  status: 201,
  answer: z.object({
    invited: z.int(),
    ...leftOut,
    /** Of invitations by link. */
    links: z.array(z.object({ mailbox: id, sourceAddress: z.string(), link: z.string(), expiresAt: moment })),
  }),
})

export const remindEmployees = route({
  id: 'remindEmployees',
  method: 'POST',
  path: `${employees}/remind`,
  access: 'people:write',
  summary:
    'Sends a letter with a new link to those who were invited and have not given access; the link before it ends. Once an hour at most.',
  params: inMove,
  body: z.object({ which }),
  answer: z.object({ reminded: z.int(), ...leftOut }),
})

export const revokeEmployeeInvitation = route({
  id: 'revokeEmployeeInvitation',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/invitation',
  access: 'people:write',
  summary: 'Takes the invitation of a mailbox back: its link and whoever is in by it see nothing more.',
  params: inMove.extend({ mailbox: id }),
  status: 204,
})

const hour = z.string().regex(/^(0[7-9]|1\d|2[01]):[0-5]\d$/, 'Write it like 09:30, from 07:00 to 21:59.')

/** Letters of themselves, in these hours of the move's time zone, until somebody has given access or the invitation ends. */
const reminderRule = z
  .object({
    everyDays: z.int().min(1).max(30),
    /** Reminders of one invitation, those by hand among them. */
    atMost: z.int().min(1).max(10),
    earliest: hour.default('09:00'),
    latest: hour.default('18:00'),
  })
  .refine(({ earliest, latest }) => earliest < latest, 'The latest hour comes after the earliest.')

const reminders = z.object({ /** Null: nobody is reminded by rule. */ rule: reminderRule.nullable() })

export const readReminders = route({
  id: 'readReminders',
  method: 'GET',
  path: `${employees}/reminders`,
  access: 'read',
  summary: 'By which rule employees are reminded.',
  params: inMove,
  answer: reminders,
})

export const writeReminders = route({
  id: 'writeReminders',
  method: 'PUT',
  path: `${employees}/reminders`,
  access: 'people:write',
  summary: 'Says by which rule employees are reminded.',
  params: inMove,
  body: reminders,
  answer: reminders,
})
