import { z } from 'zod'
import { id, inMove, moment, page, pageOf, text } from './common.ts'
import { route } from './route.ts'

const move = '/api/organisations/{organisation}/moves/{move}'

/** A message, or a folder, that is not at the new home as it was at the old one. */
export const listedException = z.object({
  /** Stays the same from report to report. */
  key: z.string(),
  folder: z.string(),
  /** Null where a whole folder is meant. */
  uid: z.int().nullable(),
  messageId: z.string().nullable(),
  subject: z.string().nullable(),
  date: z.string().nullable(),
  size: z.int(),
  code: z.string(),
  serverReply: z.string().nullable(),
  remedy: z.string(),
  accepted: z.object({ by: z.string(), at: moment, reason: z.string() }).nullable(),
})

export const listExceptions = route({
  id: 'listExceptions',
  method: 'GET',
  path: `${move}/mailboxes/{mailbox}/exceptions`,
  access: 'read',
  summary: 'What the last pass over the whole mailbox listed, the first 1,000, and who accepted it.',
  params: inMove.extend({ mailbox: id }),
  answer: z.object({
    items: z.array(listedException),
    /** Listed beyond these; nobody can accept them one by one. */
    unlisted: z.int(),
  }),
})

export const exceptionsByCode = route({
  id: 'exceptionsByCode',
  method: 'GET',
  path: `${move}/exceptions`,
  access: 'read',
  summary: 'Exceptions of a move by their code.',
  params: inMove,
  answer: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        remedy: z.string(),
        mailboxes: z.int(),
        open: z.int(),
        accepted: z.int(),
      }),
    ),
  }),
})

export const listMoveExceptions = route({
  id: 'listMoveExceptions',
  method: 'GET',
  path: `${move}/exceptions/messages`,
  access: 'read',
  summary: 'The messages that the last passes of a move listed, by the old addresses of their mailboxes.',
  params: inMove,
  query: page.extend({
    code: z.string().max(100).optional(),
    /** Whether somebody has accepted them. */
    accepted: z.enum(['true', 'false']).optional(),
    /** What is in the subject, the folder or the address of the mailbox. */
    search: z.string().trim().max(200).optional(),
  }),
  answer: pageOf(listedException.extend({ mailbox: id, sourceAddress: z.string() })),
})

/** Those of one mailbox, of one code, with these keys: what is named has to hold together. */
const which = z
  .object({ mailbox: id, code: z.string().max(100), keys: z.array(z.string().max(64)).min(1).max(1_000) })
  .partial()
  .refine((named) => Object.keys(named).length > 0, 'Name a mailbox, a code or keys.')

export const acceptExceptions = route({
  id: 'acceptExceptions',
  method: 'POST',
  path: `${move}/exceptions/accept`,
  access: 'exceptions:accept',
  summary: 'Signs that listed messages stay behind, or stay as they are. It holds for these and for no others.',
  params: inMove,
  body: z.object({
    which,
    reason: text.min(3),
    /** How many they are thought to be: where it is otherwise by now nothing is accepted. */
    expected: z.int().min(0).optional(),
  }),
  answer: z.object({ accepted: z.int() }),
})

export const withdrawAcceptance = route({
  id: 'withdrawAcceptance',
  method: 'POST',
  path: `${move}/exceptions/withdraw`,
  access: 'exceptions:accept',
  summary: 'Takes back what was accepted.',
  params: inMove,
  body: z.object({ which }),
  answer: z.object({ withdrawn: z.int() }),
})
