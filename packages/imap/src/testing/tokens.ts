import { Assembler } from '../assembler.ts'
import type { ImapError } from '../errors.ts'
import { FlowGate } from '../flow.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import type { Response } from '../response.ts'
import { Tokenizer } from '../tokenizer.ts'

/** A logical token, with the slices of a literal joined. */
export type Token = string

/** The logical tokens of a stream that comes in these pieces. */
export function tokens(pieces: readonly Buffer[], limits: Limits = defaultLimits): Token[] {
  const found: Token[] = []
  let data: Buffer[] | undefined
  const close = (): void => {
    if (data !== undefined && data.length > 0) found.push(`chunk ${Buffer.concat(data).toString('latin1')}`)
    data = undefined
  }
  const tokenizer = new Tokenizer(
    {
      text: (bytes) => {
        close()
        found.push(`text ${bytes.toString('latin1')}`)
      },
      literal: (size, binary) => {
        close()
        found.push(`literal ${size}${binary ? ' binary' : ''}`)
      },
      chunk: (bytes) => {
        data ??= []
        data.push(bytes)
      },
      eol: () => {
        close()
        found.push('eol')
      },
    },
    limits,
  )
  for (const piece of pieces) tokenizer.push(piece)
  close()
  return found
}

/** What a stream means: its responses, and why others cannot be read. */
export function read(
  text: string | Buffer,
  limits: Partial<Limits> = {},
): { responses: Response[]; errors: ImapError[] } {
  const responses: Response[] = []
  const errors: ImapError[] = []
  const all = { ...defaultLimits, ...limits }
  const gate = new FlowGate(all.highWaterMark, () => undefined)
  const sink = {
    response: (response: Response): void => void responses.push(response),
    malformed: (error: ImapError): void => void errors.push(error),
  }
  const tokenizer = new Tokenizer(new Assembler(sink, all, gate), all)
  tokenizer.push(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)
  return { responses, errors }
}

/** The one response of a stream. */
export function one(text: string): Response {
  const { responses, errors } = read(text)
  const [first] = responses
  if (first === undefined || responses.length > 1) throw errors[0] ?? new Error(`${responses.length} responses`)
  return first
}
