import { ServiceError } from '../port.ts'

/** Wrong passwords in a row that even strict services bear before they lock an account. */
const MOST_TRIES = 3
/** What a second try would only repeat: the service, or the token server, has said no to who signs in. */
const FINAL: ReadonlySet<string> = new Set([
  'sign-in-refused',
  'token-refused',
  'consent-ended',
  'oauth-client-refused',
])

/**
 * Keeps one account from being locked: what was refused once is not tried again, and of sign-ins that run at the same
 * time there are never more than such a service bears.
 */
export class SignIns {
  #refusal: ServiceError | undefined
  #worked = false
  readonly #underWay = new Set<Promise<unknown>>()

  /** Throws what the work throws; `sign-in-expired` where it worked before and is refused now, once and for all. */
  async run<T>(where: string, signIn: () => Promise<T>): Promise<T> {
    while (this.#underWay.size >= MOST_TRIES) await Promise.race(this.#underWay)
    if (this.#refusal !== undefined) throw this.#refusal
    const trying = signIn()
    const ended = trying.then(
      () => undefined,
      () => undefined,
    )
    this.#underWay.add(ended)
    try {
      const result = await trying
      this.#worked = true
      return result
    } catch (error) {
      if (!(error instanceof ServiceError) || !FINAL.has(error.code)) throw error
      this.#refusal ??= this.#worked && error.code === 'sign-in-refused' ? expired(where, error) : error
      throw this.#refusal
    } finally {
      this.#underWay.delete(ended)
    }
  }
}

const expired = (where: string, { serverReply, cause }: ServiceError): ServiceError =>
  new ServiceError(
    'service',
    'sign-in-expired',
    `${where} let us in when the run began and refuses the sign-in now: the password was changed, or the token has expired.`,
    'Run the same command again with a password or token that is valid now: it goes on where it was.',
    { serverReply, cause },
  )
