import { z } from 'zod'
import { email, id, inMove, moment, page, pageOf, text } from '../common.ts'
import { route } from '../route.ts'
import { address, decision, filter, kind, line, standing } from './fields.ts'

const settings = z.object({
  targetAddress: address.nullable(),
  wave: id.nullable(),
  project: id.nullable(),
  /** Services of the move, by id. */
  sourceService: id.nullable(),
  targetService: id.nullable(),
  /** Its mail comes as files, and from no service. */
  sourceFiles: z.boolean(),
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

/** What holds a mailbox up, or why its last pass came to no good end. */
const trouble = z.object({
  /** As `alerts` has it; null: nothing was raised. */
  cause: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string(),
  serverReply: z.string().nullable(),
  remedy: z.string(),
  since: moment.nullable(),
})

/** A mailbox with how it stands. */
export const standingMailbox = mailbox.extend({
  state: standing,
  /** As the last pass over the whole mailbox counted: how many messages there are, how many of them are dealt with. */
  messages: z.int().nullable(),
  done: z.int().nullable(),
  /** Of these messages at the old home. */
  bytes: z.int().nullable(),
  /** Exceptions of the last pass over the whole mailbox, and those that nobody has accepted. */
  exceptions: z.int(),
  exceptionsOpen: z.int(),
  trouble: trouble.nullable(),
})

const MOST_NAMED = 200
const ids = z
  .string()
  .max(MOST_NAMED * 37)
  .regex(
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:,[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})*$/i,
    'Ids with commas between them.',
  )

export const listMailboxes = route({
  id: 'listMailboxes',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes',
  access: 'read',
  summary:
    'The mailboxes of a move, by their old addresses unless another order is said; from an `offset`, which any order has, or `after` a page by addresses.',
  params: inMove,
  query: page.extend({
    ...filter.shape,
    /** These alone, 200 at most. */
    ids: ids.optional(),
    sort: z.enum(['address', 'name', 'messages', 'bytes', 'last-pass']).default('address'),
    order: z.enum(['up', 'down']).default('up'),
    offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
  }),
  answer: pageOf(standingMailbox),
})

const countBy = <Value extends z.ZodType>(value: Value) => z.array(z.object({ value, count: z.int() }))

export const countMailboxes = route({
  id: 'countMailboxes',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/count',
  access: 'read',
  summary: 'How many mailboxes a filter shows, and how many of them stand where.',
  params: inMove,
  query: filter,
  answer: z.object({
    total: z.int(),
    decisions: countBy(decision),
    states: countBy(standing),
    kinds: countBy(kind),
    /** Null: in none. */
    waves: countBy(id.nullable()),
  }),
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

/** Those named, or all that a filter shows. */
export const which = z.union([z.object({ ids: z.array(id).min(1).max(10_000) }), z.object({ filter })])

const oneMailbox = inMove.extend({ mailbox: id })

export const readMailbox = route({
  id: 'readMailbox',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}',
  access: 'read',
  summary: 'One mailbox with how it stands.',
  params: oneMailbox,
  answer: standingMailbox,
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
    which,
    set: z
      .object({
        wave: id.nullable(),
        project: id.nullable(),
        decision,
        paused: z.boolean(),
        sourceService: id.nullable(),
        targetService: id.nullable(),
        sourceFiles: z.boolean(),
        /** Of a task, and answered by several people, or of one person. */
        kind,
        ownerName: line.min(1).nullable(),
        ownerEmail: email.nullable(),
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

export const tryMailboxPassword = route({
  id: 'tryMailboxPassword',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/credentials/{side}/try',
  access: 'credentials:write',
  summary:
    'Signs in once to a mailbox with its password, keeps it in the vault where the mailbox opens, and lets a pass that waited for it go on. 422: the service refuses it. 424: the service could not be asked; with `unreached: keep` it is kept untried. Five refusals a minute.',
  params: oneCredential,
  body: z.object({
    password: z.string().min(1).max(10_000),
    unreached: z.enum(['refuse', 'keep']).default('refuse'),
  }),
  answer: z.object({
    /** What the mailbox holds; null in it where its server did not say in time. Null: the service could not be asked. */
    opened: z.object({ messages: z.int().nullable(), folders: z.int().nullable() }).nullable(),
    /** A pass that waited for it was asked for again. */
    goesOn: z.boolean(),
  }),
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
  summary: 'The mailboxes of a move that a filter shows as CSV, without passwords and without formulas.',
  params: inMove,
  query: filter,
  produces: 'text/csv',
})
