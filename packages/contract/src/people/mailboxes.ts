import { z } from 'zod'
import { email, id, inMove, moment, page, pageOf, text } from '../common.ts'
import { route } from '../route.ts'
import { address, decision, filter, kind, line } from './fields.ts'

const settings = z.object({
  targetAddress: address.nullable(),
  wave: id.nullable(),
  project: id.nullable(),
  /** Services of the move, by id. */
  sourceService: id.nullable(),
  targetService: id.nullable(),
  /** Who signs in there; null: the address. */
  sourceUser: line.min(1).nullable(),
  targetUser: line.min(1).nullable(),
  displayName: line,
  firstName: line.nullable(),
  middleName: line.nullable(),
  lastName: line.nullable(),
  nickname: line.nullable(),
  department: line.nullable(),
  /** Where its employee can be reached otherwise. */
  contact: address.nullable(),
  aliases: z.array(address).max(500),
  kind,
  ownerName: line.min(1).nullable(),
  ownerEmail: email.nullable(),
  decision,
  notes: text,
  /** Larger goes first. */
  priority: z.int().min(-1_000).max(1_000),
})

export const mailbox = settings.extend({
  id,
  sourceAddress: z.string(),
  targetAddress: z.string().nullable(),
  /** Of a role address: info, sales, … */
  roleKey: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  pausedAt: moment.nullable(),
  /** Whether a credential of its own is in the vault. */
  hasSourceCredential: z.boolean(),
  hasTargetCredential: z.boolean(),
  lastPass: z.object({ kind: z.string().nullable(), status: z.string().nullable(), at: moment.nullable() }).nullable(),
  problems: z.array(z.enum(['role-without-owner'])),
})

export const listMailboxes = route({
  id: 'listMailboxes',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes',
  access: 'read',
  summary: 'The mailboxes of a move, by their old addresses.',
  params: inMove,
  query: page.extend(filter.shape),
  answer: pageOf(mailbox),
})

export const addMailbox = route({
  id: 'addMailbox',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes',
  access: 'people:write',
  summary: 'Adds one mailbox. Where its kind is not said, a role address is recognised.',
  params: inMove,
  body: settings.partial().extend({ sourceAddress: address }),
  status: 201,
  answer: mailbox,
})

const oneMailbox = inMove.extend({ mailbox: id })

export const readMailbox = route({
  id: 'readMailbox',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}',
  access: 'read',
  summary: 'One mailbox.',
  params: oneMailbox,
  answer: mailbox,
})

export const changeMailbox = route({
  id: 'changeMailbox',
  method: 'PATCH',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}',
  access: 'people:write',
  summary: 'Changes what is named of a mailbox.',
  params: oneMailbox,
  body: settings.extend({ paused: z.boolean() }).partial(),
  answer: mailbox,
})

export const removeMailbox = route({
  id: 'removeMailbox',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}',
  access: 'people:write',
  summary: 'Takes a mailbox out of the move, with its credentials. One that was copied cannot be taken out.',
  params: oneMailbox,
  status: 204,
})

export const changeMailboxes = route({
  id: 'changeMailboxes',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/change',
  access: 'people:write',
  summary: 'Changes many mailboxes at once: those named, or all that a filter shows.',
  params: inMove,
  body: z.object({
    which: z.union([z.object({ ids: z.array(id).min(1).max(10_000) }), z.object({ filter })]),
    set: z
      .object({
        wave: id.nullable(),
        project: id.nullable(),
        decision,
        paused: z.boolean(),
        sourceService: id.nullable(),
        targetService: id.nullable(),
      })
      .partial()
      .refine((set) => Object.keys(set).length > 0, 'Name what to change.'),
  }),
  answer: z.object({ changed: z.int() }),
})

const oneCredential = oneMailbox.extend({ /** `source` or `target`; there is no other. */ side: z.string().max(50) })

export const putMailboxCredential = route({
  id: 'putMailboxCredential',
  method: 'PUT',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/credentials/{side}',
  access: 'credentials:write',
  summary: 'Puts a mailbox’s password into the vault; nobody reads it again.',
  params: oneCredential,
  body: z.object({ password: z.string().min(1).max(10_000) }),
  status: 204,
})

export const eraseMailboxCredential = route({
  id: 'eraseMailboxCredential',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/credentials/{side}',
  access: 'credentials:write',
  summary: 'Erases a mailbox’s password.',
  params: oneCredential,
  status: 204,
})

export const exportMailboxes = route({
  id: 'exportMailboxes',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/export',
  access: 'read',
  summary: 'The mailboxes of a move as CSV, without passwords and without formulas.',
  params: inMove,
  produces: 'text/csv',
})
