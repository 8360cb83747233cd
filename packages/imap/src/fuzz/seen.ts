import { Assembler } from '../assembler.ts'
import type { FetchBody } from '../body.ts'
import { ConnectionLostError, ImapError } from '../errors.ts'
import { FetchResponse } from '../fetch-response.ts'
import { FlowGate } from '../flow.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import type { Response } from '../response.ts'
import { Tokenizer } from '../tokenizer.ts'

/** What reading a stream gave, in a form in which two readings can be compared. */
export interface Seen {
  readonly responses: readonly Readonly<Record<string, unknown>>[]
  /** Responses that could not be read. */
  readonly malformed: readonly string[]
  /** What ended the reading. */
  readonly fatal: unknown
  /** Bytes that nobody took in the end. */
  readonly held: number
}

/** Reads a stream that comes in these pieces, as the wire does: nothing behind what ended it. */
export async function readPieces(pieces: readonly Buffer[], some: Partial<Limits> = {}): Promise<Seen> {
  const limits = { ...defaultLimits, ...some }
  const responses: Response[] = []
  const malformed: ImapError[] = []
  const gate = new FlowGate(limits.highWaterMark, () => undefined)
  const assembler = new Assembler(
    {
      response: (response) => void responses.push(response),
      malformed: (error, framed) => {
        malformed.push(error)
        if (!framed) throw error
      },
      line: () => undefined,
    },
    limits,
    gate,
  )
  const tokenizer = new Tokenizer(assembler, limits)
  let fatal: unknown
  try {
    for (const piece of pieces) tokenizer.push(piece)
  } catch (error) {
    fatal = error
  }
  assembler.fail(fatal instanceof ImapError ? fatal : new ConnectionLostError('The stream ended'))
  const seen: Record<string, unknown>[] = []
  for (const response of responses) seen.push(await plain(response))
  return {
    responses: seen,
    malformed: malformed.map(({ code, message }) => `${code}: ${message}`),
    fatal,
    held: gate.held,
  }
}

async function plain(response: Response): Promise<Record<string, unknown>> {
  if (!(response instanceof FetchResponse)) return entries({ ...response })
  const { bodies, others, internalDate, ...fields } = response
  const found: Record<string, unknown>[] = []
  for (const body of bodies) found.push(await plainBody(body))
  const rest = others.size > 0 ? { others: Object.fromEntries(others) } : {}
  return entries({ ...fields, ...rest, wireBytes: undefined, internalDate: internalDate?.raw, bodies: found })
}

async function plainBody(body: FetchBody): Promise<Record<string, unknown>> {
  const { attribute, section, origin, missing } = body
  const pieces: Buffer[] = []
  let broken: string | undefined
  try {
    for await (const piece of body) pieces.push(piece)
  } catch (error) {
    broken = String(error)
  }
  const content = Buffer.concat(pieces).toString('latin1')
  if (broken === undefined && content.length !== body.size)
    throw new Error(`A body of ${body.size} bytes gave ${content.length}`)
  return entries({ attribute, section, origin, missing, content, broken })
}

/** Without what is undefined, and with maps as objects. */
function entries(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]),
  )
}
