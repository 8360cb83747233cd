import { z } from 'zod'
import { inMove } from '../common.ts'
import { route } from '../route.ts'
import { decision, kind } from './fields.ts'

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
