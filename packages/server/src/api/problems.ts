import type { Problem } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import type { z } from 'zod'

/** An error that has a status of HTTP: what a request meets, in the shape of RFC 9457. */
export class RequestError extends CaravanError {
  readonly status: number
  readonly fields: Problem['fields']

  /** @param serverReply a mail server's own words, for whoever asked */
  constructor(
    status: number,
    code: string,
    message: string,
    remedy: string,
    fields?: Problem['fields'],
    serverReply?: string,
  ) {
    super(code, message, remedy, { serverReply })
    this.name = 'RequestError'
    this.status = status
    this.fields = fields
  }
}

export const notSignedIn = (): RequestError =>
  new RequestError(
    401,
    'not-signed-in',
    'You have not signed in, or your session has ended.',
    'Sign in, or give a valid API token.',
  )

export const notAllowed = (needs: string): RequestError =>
  new RequestError(
    403,
    'not-allowed',
    `This needs the right “${needs}”.`,
    'Ask an owner of the organisation to do it, or for another role.',
  )

/** What is not there and what is another organisation's look the same. */
export const notFound = (what: string): RequestError =>
  new RequestError(404, 'not-found', `There is no such ${what}.`, 'Check the address; it may have been removed.')

export const conflict = (code: string, message: string, remedy: string): RequestError =>
  new RequestError(409, code, message, remedy)

/** The least or most that a value may have; nothing where it is another fault, or no number. */
function boundOf(issue: z.core.$ZodIssue): { bound?: number } {
  const bound = issue.code === 'too_small' ? issue.minimum : issue.code === 'too_big' ? issue.maximum : undefined
  return typeof bound === 'number' ? { bound } : {}
}

export const notValid = (where: string, { issues }: z.ZodError): RequestError =>
  notTaken(
    issues.slice(0, 100).map((issue) => ({
      path: [where, ...issue.path].join('.'),
      message: issue.message,
      code: issue.code,
      ...boundOf(issue),
    })),
  )

export const notTaken = (fields: Problem['fields']): RequestError =>
  new RequestError(
    400,
    'request-invalid',
    'The request is not as it should be.',
    'See the fields that are named.',
    fields,
  )

/** Statuses of refusals that come from within, where 422 does not say enough. */
const STATUS: Readonly<Record<string, number>> = {
  'master-key-lost': 503,
  'database-unreachable': 503,
  'host-refused': 422,
}

const UNREAD: Readonly<Record<number, string>> = {
  413: 'The body of the request is too large.',
  415: 'The body of the request is not of a type that is read here: send application/json.',
}

/** How an error is told to a client. What nobody foresaw says nothing of itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CaravanError) {
    const status = error instanceof RequestError ? error.status : (STATUS[error.code] ?? 422)
    const { code, message: title, remedy } = error
    const { fields, serverReply } = error instanceof RequestError ? error : {}
    return {
      ...{ status, code, title, remedy },
      ...(serverReply === undefined ? undefined : { serverReply }),
      ...(fields === undefined ? undefined : { fields }),
    }
  }
  const { statusCode } = error as { statusCode?: number }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return {
      status: statusCode,
      code: 'request-invalid',
      // Not in the words of who could not read it: those may quote a piece of it.
      title: UNREAD[statusCode] ?? 'The request cannot be read.',
      remedy: 'Check the request.',
    }
  return {
    status: 500,
    code: 'internal',
    title: 'Something went wrong that nobody foresaw.',
    remedy: 'Try again; if it stays so, tell the host administrator, whose log has the details.',
  }
}
