import { z } from 'zod'
import { email, id, inMove, moment, page, pageOf, text } from './common.ts'
import { route } from './route.ts'

const line = z
  .string()
  .trim()
  .max(500)
  .regex(/^\P{Cc}*$/u, 'Leave out control characters.')
const address = z.string().trim().min(3).max(320)
const decision = z.enum(['undecided', 'move', 'archive-only', 'stay', 'leave-behind'])
const kind = z.enum(['person', 'role'])

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

const filter = z.object({
  /** An id, or `none`. */
  wave: z.union([id, z.literal('none')]).optional(),
  decision: decision.optional(),
  kind: kind.optional(),
  /** How the old address begins. */
  text: z.string().trim().max(320).optional(),
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

/** 20 MB in base64, with its line in JSON. */
const LARGEST_IMPORT = 28_000_000

const field = z.enum([
  'sourceAddress',
  'targetAddress',
  'sourceUser',
  'targetUser',
  'sourcePassword',
  'targetPassword',
  'displayName',
  'firstName',
  'middleName',
  'lastName',
  'nickname',
  'aliases',
  'contactAddress',
  'department',
  'project',
  'wave',
  'kind',
  'owner',
  'decision',
  'notes',
  'unused',
])

const table = z.object({
  /** CSV or XLSX in base64, or what was pasted. */
  input: z.union([z.object({ file: z.string().max(LARGEST_IMPORT) }), z.object({ pasted: z.string().max(5_000_000) })]),
  /** Where the reading of a file was found to be wrong. */
  reading: z
    .object({
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'windows-1256', 'gb18030']),
      delimiter: z.enum([',', ';', '\t', '|']),
      sheet: z.string().max(100),
    })
    .partial()
    .default({}),
  /** What a column is, by its index from 0, where that was not recognised; null: it is not read. */
  mapping: z.record(z.string().regex(/^\d{1,3}$/), field.nullable()).default({}),
  /** The domain of cells that hold only what stands before the @. */
  sourceDomain: z.string().max(253).optional(),
  targetDomain: z.string().max(253).optional(),
})

export const importProblem = z.object({
  /** As the sheet shows it. */
  row: z.int(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  field: field.optional(),
  column: z.string().optional(),
  cell: z.string().optional(),
  message: z.string(),
  remedy: z.string(),
  otherRow: z.int().optional(),
})

export const previewImport = route({
  id: 'previewImport',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/import/preview',
  access: 'people:write',
  summary: 'Reads a table of people and says what would be imported. Nothing is written.',
  params: inMove,
  largestBody: LARGEST_IMPORT + 100_000,
  body: table.extend({
    /** Rows and problems from here. */
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(500).default(100),
  }),
  answer: z.object({
    /** To be sent when it is confirmed. */
    sha256: z.string(),
    table: z.object({
      source: z.enum(['csv', 'xlsx', 'pasted']),
      encoding: z.string().optional(),
      encodingSure: z.boolean().optional(),
      delimiter: z.string().optional(),
      sheet: z.string().optional(),
      sheets: z.array(z.string()).optional(),
    }),
    headingRow: z.int().optional(),
    columns: z.array(
      z.object({
        index: z.int(),
        heading: z.string(),
        field: field.optional(),
        confidence: z.enum(['sure', 'likely', 'guess']).optional(),
        filled: z.int(),
        samples: z.array(z.string()),
      }),
    ),
    columnsLeft: z.array(z.object({ index: z.int(), heading: z.string(), filled: z.int() })),
    rowCount: z.int(),
    readyCount: z.int(),
    problemCount: z.int(),
    rows: z.array(
      z.object({
        row: z.int(),
        ready: z.boolean(),
        sourceAddress: z.string().optional(),
        targetAddress: z.string().optional(),
        displayName: z.string().optional(),
        kind,
        role: z.object({ key: z.string(), confidence: z.string() }).optional(),
        owner: z.string().optional(),
        wave: z.string().optional(),
        project: z.string().optional(),
        decision: decision.optional(),
        hasSourcePassword: z.boolean(),
        hasTargetPassword: z.boolean(),
      }),
    ),
    problems: z.array(importProblem),
  }),
})

export const confirmImport = route({
  id: 'confirmImport',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/import',
  access: 'people:write',
  summary: 'Imports the rows of a table that are ready: all of them or none. The table is sent once more.',
  params: inMove,
  largestBody: LARGEST_IMPORT + 100_000,
  body: table.extend({ sha256: z.string().regex(/^[\da-f]{64}$/) }),
  status: 201,
  answer: z.object({
    imported: z.int(),
    /** Rows with an error. */
    leftOut: z.int(),
    wavesMade: z.array(z.string()),
    /** Named in the table and not known: their mailboxes belong to none. */
    projectsUnknown: z.array(z.string()),
    credentials: z.int(),
  }),
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

const rule = z.object({
  /** `{first}.{last}@new.example` */
  rule: z.string().max(300),
  spelling: z.enum(['common', 'icao']).default('common'),
  /** Those that have a new address get another one, too. */
  again: z.boolean().default(false),
  filter: filter.default({}),
})

export const proposeAddresses = route({
  id: 'proposeAddresses',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/addresses/propose',
  access: 'people:write',
  summary: 'The new addresses that a rule would give, and who would share one. Nothing is written.',
  params: inMove,
  body: rule.extend({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
  answer: z.object({
    /** To be sent when it is applied. */
    digest: z.string(),
    madeCount: z.int(),
    unmadeCount: z.int(),
    collisionCount: z.int(),
    made: z.array(z.object({ mailbox: id, sourceAddress: z.string(), address: z.string(), sure: z.boolean() })),
    unmade: z.array(z.object({ mailbox: id, sourceAddress: z.string(), why: z.string(), detail: z.string() })),
    collisions: z.array(
      z.object({
        address: z.string(),
        /** Somebody else has it already. */
        taken: z.boolean(),
        mailboxes: z.array(z.object({ mailbox: id, sourceAddress: z.string(), proposals: z.array(z.string()) })),
      }),
    ),
  }),
})

export const applyAddresses = route({
  id: 'applyAddresses',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/addresses/apply',
  access: 'people:write',
  summary: 'Gives the new addresses of a rule. Who would share one gets none.',
  params: inMove,
  body: rule.extend({ digest: z.string().regex(/^[\da-f]{64}$/) }),
  answer: z.object({ changed: z.int() }),
})

const seenDecision = z.enum(['exists', 'alias', 'ends'])

export const seenAddress = z.object({
  address: z.string(),
  messages: z.int(),
  firstSeen: moment.nullable(),
  lastSeen: moment.nullable(),
  /** A mailbox of the move has it. */
  inMove: z.boolean(),
  decision: seenDecision.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
})

export const listSeenAddresses = route({
  id: 'listSeenAddresses',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/seen-addresses',
  access: 'read',
  summary: 'Addresses of the own domains that mail was sent to.',
  params: inMove,
  query: page.extend({
    /** `undecided`: neither in the move nor decided. */
    show: z.enum(['undecided', 'decided', 'all']).default('undecided'),
  }),
  answer: pageOf(seenAddress),
})

export const decideSeenAddresses = route({
  id: 'decideSeenAddresses',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/seen-addresses/decide',
  access: 'people:write',
  summary: 'Decides for addresses: there is a mailbox at the new service, it becomes an alias, or it ends.',
  params: inMove,
  body: z.object({
    addresses: z.array(z.string().max(320)).min(1).max(10_000),
    /** Null takes a decision back. */
    decision: seenDecision.nullable(),
  }),
  answer: z.object({ changed: z.int() }),
})
