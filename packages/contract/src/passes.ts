import { z } from 'zod'
import { folderPatterns, folderRules, id, inMove, moment, page, pageOf } from './common.ts'
import { which } from './people/mailboxes.ts'
import { route } from './route.ts'

/** `verify` reads both sides again, compares every message and changes nothing. */
export const passKind = z.enum(['trial', 'first', 'delta', 'final', 'reverse', 'verify'])
export type PassKindAsked = z.output<typeof passKind>
/** What is asked for by a route of its own besides: it reads who mail was sent to, and copies nothing. */
export const requestKind = z.enum([...passKind.options, 'addresses'])
export type RequestKind = z.output<typeof requestKind>
export const passState = z.enum(['queued', 'running', 'ended', 'cancelled'])

/** What a pass takes and believes; the command line's options of the same names say more. */
export const passOptions = z
  .object({
    /** Only these folders; empty: all. */
    include: folderPatterns.default([]),
    /** In place of the move’s own rules, which hold where nothing is said; the way back has none but these. */
    folders: folderRules.partial().optional(),
    /** Messages that arrived from then on; of a reverse pass: at the new home. */
    since: moment.optional(),
    before: moment.optional(),
    verify: z.enum(['none', 'headers', 'sample', 'content']).default('content'),
    acceptShrunkenSource: z.boolean().default(false),
    acceptRemoved: z.enum(['ask', 'leave', 'copy-again']).default('ask'),
    /**
     * Of a delta or a final pass over whole mailboxes: deletes at the new home, for good, copies of what was deleted at the
     * old one, where nobody has touched them. `share`: of each mailbox at most a tenth, or 20, else none; `all`: any number.
     */
    deleteGone: z.enum(['no', 'share', 'all']).default('no'),
  })
  .prefault({})
export type PassOptionsAsked = z.output<typeof passOptions>

const asked = z.object({ kind: passKind, options: passOptions })

const failure = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  serverReply: z.string().nullable(),
})

export const pass = z.object({
  id,
  move: id,
  mailbox: id,
  sourceAddress: z.string(),
  kind: requestKind,
  state: passState,
  requestedBy: z.string(),
  requestedAt: moment,
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** The report's: green, exceptions, mismatch, undecided, interrupted. */
  status: z.string().nullable(),
  error: failure.nullable(),
})
export const passWithReport = pass.extend({
  options: z.record(z.string(), z.unknown()),
  /** As docs/command.md has it; of a long list of exceptions the first 1,000. */
  report: z.record(z.string(), z.unknown()).nullable(),
})

/** What came of asking for many. */
export const askedFor = z.object({
  requested: z.int(),
  /** Mailboxes with a pass that waits or runs already. */
  open: z.int(),
  /** Mailboxes that lack a service or an address, or a password for what only reads, or are not to move. */
  notReady: z.int(),
})

const move = '/api/organisations/{organisation}/moves/{move}'
const inWave = inMove.extend({ wave: id })
const inMailbox = inMove.extend({ mailbox: id })
const inPass = inMove.extend({ pass: id })

export const askPassesOfMove = route({
  id: 'askPassesOfMove',
  method: 'POST',
  path: `${move}/passes`,
  access: 'move:run',
  summary: 'Asks for a pass over each mailbox of a move.',
  params: inMove,
  body: asked,
  status: 202,
  answer: askedFor,
})

export const askPassesOfWave = route({
  id: 'askPassesOfWave',
  method: 'POST',
  path: `${move}/waves/{wave}/passes`,
  access: 'move:run',
  summary: 'Asks for a pass over each mailbox of a wave.',
  params: inWave,
  body: asked,
  status: 202,
  answer: askedFor,
})

export const askPassesOfMailboxes = route({
  id: 'askPassesOfMailboxes',
  method: 'POST',
  path: `${move}/mailboxes/passes`,
  access: 'move:run',
  summary: 'Asks for a pass over each of some mailboxes: those named, or all that a filter shows.',
  params: inMove,
  body: asked.extend({ which }),
  status: 202,
  answer: askedFor,
})

export const askPass = route({
  id: 'askPass',
  method: 'POST',
  path: `${move}/mailboxes/{mailbox}/passes`,
  access: 'move:run',
  summary: 'Asks for a pass over one mailbox.',
  params: inMailbox,
  body: asked,
  status: 202,
  answer: pass,
})

export const listPasses = route({
  id: 'listPasses',
  method: 'GET',
  path: `${move}/passes`,
  access: 'read',
  summary: 'The passes of a move, the newest first.',
  params: inMove,
  query: page.extend({ mailbox: id.optional(), wave: id.optional(), state: passState.optional() }),
  answer: pageOf(pass),
})

export const readPass = route({
  id: 'readPass',
  method: 'GET',
  path: `${move}/passes/{pass}`,
  access: 'read',
  summary: 'One pass with its report.',
  params: inPass,
  answer: passWithReport,
})

export const cancelPass = route({
  id: 'cancelPass',
  method: 'POST',
  path: `${move}/passes/{pass}/cancel`,
  access: 'move:run',
  summary: 'Cancels a pass: one that waits at once, one that runs as soon as what is under way has ended.',
  params: inPass,
  status: 202,
  answer: pass,
})

export const startWave = route({
  id: 'startWave',
  method: 'POST',
  path: `${move}/waves/{wave}/start`,
  access: 'move:run',
  summary: 'Starts a wave: asks for the first pass of each of its mailboxes; deltas follow by themselves.',
  params: inWave,
  status: 202,
  answer: askedFor,
})

const control = (of: 'move' | 'wave' | 'mailbox', what: 'pause' | 'resume') => {
  const path = { move, wave: `${move}/waves/{wave}`, mailbox: `${move}/mailboxes/{mailbox}` } as const
  return {
    method: 'POST',
    path: `${path[of]}/${what}`,
    access: 'move:run',
    summary:
      what === 'pause'
        ? `Pauses a ${of}: nothing of it begins, and what runs is stopped and waits.`
        : `Lets a paused ${of} go on.`,
    status: 204,
  } as const
}

export const pauseMove = route({ id: 'pauseMove', ...control('move', 'pause'), params: inMove })
export const resumeMove = route({ id: 'resumeMove', ...control('move', 'resume'), params: inMove })
export const pauseWave = route({ id: 'pauseWave', ...control('wave', 'pause'), params: inWave })
export const resumeWave = route({ id: 'resumeWave', ...control('wave', 'resume'), params: inWave })
export const pauseMailbox = route({ id: 'pauseMailbox', ...control('mailbox', 'pause'), params: inMailbox })
export const resumeMailbox = route({ id: 'resumeMailbox', ...control('mailbox', 'resume'), params: inMailbox })
