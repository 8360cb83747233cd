import type { TokenSource } from '../oauth/tokens.ts'
import { ServiceError } from '../port.ts'

/**
 * Signs in with a token; one that is refused is replaced once, since it may have ended earlier than was said.
 * @param where the service, with which every message begins: by it a mailbox's two sides are told apart
 * @throws ServiceError `token-refused` where the service does not take a fresh one either; those of the token server
 */
export async function withToken<T>(
  tokens: TokenSource,
  where: string,
  signIn: (accessToken: string) => Promise<T>,
): Promise<T> {
  const first = await tokens.current().catch((error: unknown) => {
    throw waiting(where, error)
  })
  try {
    return await signIn(first.reveal())
  } catch (error) {
    if (!isRefusal(error)) throw error
    const fresh = await tokens.another(first).catch((failure: unknown) => {
      throw waiting(where, failure)
    })
    if (fresh === undefined) throw refused(where, error)
    return await signIn(fresh.reveal()).catch((again: unknown) => {
      throw isRefusal(again) ? refused(where, again) : again
    })
  }
}

const waiting = (where: string, error: unknown): unknown =>
  error instanceof ServiceError
    ? new ServiceError(error.scope, error.code, `${where} waits for a token. ${error.message}`, error.remedy, {
        serverReply: error.serverReply,
        cause: error,
      })
    : error

const isRefusal = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && error.code === 'sign-in-refused'

const refused = (where: string, { serverReply, cause }: ServiceError): ServiceError =>
  new ServiceError(
    'service',
    'token-refused',
    `${where} does not take the token, although it is fresh.`,
    'Check that the consent was given by the owner of this very mailbox, that IMAP is switched on for it, and that the application has been given mail: for app-only access of Microsoft an administrator also allows it each mailbox (Add-MailboxPermission).',
    { serverReply, cause },
  )
