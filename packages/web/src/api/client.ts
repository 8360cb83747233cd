import { ApiError, Client, type Problem } from '@caravan/contract'

/** The API of the server that the console came from; the browser's session goes with each call. */
export const client: Client = new Client(location.origin)

/** Why something was not done, whoever says so: the server, the line to it, or the console itself. */
export type Fault =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'offline' | 'unexpected'; readonly error: Error }

export function faultOf(error: unknown): Fault {
  if (error instanceof ApiError) return { kind: 'refused', problem: error.problem }
  // `fetch` fails with it where no answer came at all (Fetch standard §5.6).
  if (error instanceof TypeError && /^failed to fetch$|^networkerror|^load failed$/i.test(error.message))
    return { kind: 'offline', error }
  return { kind: 'unexpected', error: error instanceof Error ? error : new Error(String(error)) }
}

export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.problem.status === 401
