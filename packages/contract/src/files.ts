import { z } from 'zod'
import { id, inMove, moment } from './common.ts'
import { route } from './route.ts'

/** Octets of one piece of a file: a phone with a broken line loses no more than that. */
export const MOST_AT_ONCE = 16 * 1024 ** 2
/** Octets of one file, and files of one mailbox. Google Takeout cuts its archives at 50 GB at most. */
export const LARGEST_FILE = 100 * 1024 ** 3
export const MOST_FILES = 100

/** A file of mail that somebody hands over, and how far it is. */
export const mailFile = z.object({
  id,
  name: z.string(),
  size: z.number(),
  /** Octets that are here: what comes next begins with this one. */
  received: z.number(),
  /** `refused`: it cannot be read, `error` says why; it is gone from the disk, as a removed one is. */
  state: z.enum(['receiving', 'received', 'reading', 'read', 'refused', 'removed']),
  givenBy: z.string(),
  begunAt: moment,
  readAt: moment.nullable(),
  /** Found in it, so far while it is read. */
  messages: z.int(),
  /** Left out, since an earlier file had them as well. */
  repeated: z.int(),
  /** Of the messages, those that are damaged or cut off: each pass lists them by their place. */
  damaged: z.int(),
  error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
})

/** The files of a mailbox, the oldest first, without those that were removed. */
export const mailFiles = z.object({ items: z.array(mailFile) })

const announced = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .regex(/^\P{Cc}*$/u, 'Leave out control characters.'),
  size: z.int().min(1).max(LARGEST_FILE),
  /** Anything that tells it from another file of its name and size, such as when it was last changed. */
  fingerprint: z.string().max(200).default(''),
})

const inMailbox = inMove.extend({ mailbox: id })
const inFile = inMailbox.extend({ file: id })
const from = z.object({
  /** Where the piece begins: `received`, as the server told it last. */
  offset: z.coerce.number().int().min(0).max(LARGEST_FILE).default(0),
})

export const listMailFiles = route({
  id: 'listMailFiles',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/files',
  access: 'read',
  summary: 'The files of mail that were handed over for a mailbox, and how far each is.',
  params: inMailbox,
  answer: mailFiles,
})

export const beginMailFile = route({
  id: 'beginMailFile',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/files',
  access: 'credentials:write',
  summary:
    'Announces a file of mail (.mbox, .eml, .pst, or a .zip of these). One of the same name, size and fingerprint that is not whole goes on where it was. From then on the mailbox’s mail comes from files.',
  params: inMailbox,
  body: announced,
  status: 201,
  answer: mailFile,
})

export const sendMailFile = route({
  id: 'sendMailFile',
  method: 'PUT',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/files/{file}/content',
  access: 'credentials:write',
  summary:
    'Sends a piece of a file, 16 MB at most, from `offset` on. Where the line breaks, what has arrived is kept: the list says from where to go on, as does a refusal (409 `offset-differs`). The file is read as soon as it is whole.',
  params: inFile,
  query: from,
  takes: 'application/octet-stream',
  largestBody: MOST_AT_ONCE,
  answer: mailFile,
})

export const removeMailFile = route({
  id: 'removeMailFile',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/mailboxes/{mailbox}/files/{file}',
  access: 'credentials:write',
  summary: 'Removes a file and what was read of it from the disk, at once. What was copied of it stays copied.',
  params: inFile,
  status: 204,
})

export const beginOwnFile = route({
  id: 'beginOwnFile',
  method: 'POST',
  path: '/api/employee/files',
  access: 'employee',
  summary: 'As `beginMailFile`, for one’s own mailbox, where its mail comes from files.',
  body: announced,
  status: 201,
  answer: mailFile,
})

export const sendOwnFile = route({
  id: 'sendOwnFile',
  method: 'PUT',
  path: '/api/employee/files/{file}/content',
  access: 'employee',
  summary: 'As `sendMailFile`, for a file of one’s own.',
  params: z.object({ file: id }),
  query: from,
  takes: 'application/octet-stream',
  largestBody: MOST_AT_ONCE,
  answer: mailFile,
})

export const removeOwnFile = route({
  id: 'removeOwnFile',
  method: 'DELETE',
  path: '/api/employee/files/{file}',
  access: 'employee',
  summary: 'As `removeMailFile`, for a file of one’s own.',
  params: z.object({ file: id }),
  status: 204,
})
