import type { AnswerOf, BodyOf, discoverService } from '@caravan/contract'
import { lookAtService, type MailProxy } from '@caravan/core/services'
import type { ServerContext } from '../api/context.ts'
import { oneService, type ServicePath } from '../moves/one-service.ts'
import { serviceLine } from '../moves/service-line.ts'
import { signInAt } from '../moves/services.ts'

type Look = AnswerOf<typeof discoverService.lookAtService>

/** Somebody waits in front of the page. */
const CONNECT_MS = 10_000
/** A server's words are somebody else's text. */
const MOST_SAID = 500

/** What was typed is refused as it is where a service is saved; all else is what was seen. */
const REFUSED: ReadonlySet<string> = new Set(['host-refused', 'host-malformed'])

/**
 * What is seen at a place that was typed. Nothing is kept of it.
 * @throws CaravanError `host-refused`, `host-malformed`, `credential-missing` of a proxy; RequestError 404 of its service
 */
export async function look(
  context: ServerContext,
  organisation: string,
  { host, port, tls, unverified, through }: BodyOf<typeof discoverService.lookAtService>,
): Promise<Look> {
  const { guard, ca } = context
  const proxy = through === undefined ? undefined : await proxyOf(context, { organisation, ...through })
  const place = { host, port, tls, guard, proxy, ca, timeoutMs: CONNECT_MS }
  const { certificate, error, capabilities, ...seen } = await lookAtService(place, unverified)
  if (error !== null && REFUSED.has(error.code)) throw error
  return {
    ...seen,
    capabilities: [...capabilities],
    certificate: certificate && {
      ...certificate,
      names: [...certificate.names],
      validFrom: certificate.validFrom.toISOString(),
      validTo: certificate.validTo.toISOString(),
    },
    error: error && {
      ...{ code: error.code, title: error.message, remedy: error.remedy },
      serverReply: error.serverReply?.slice(0, MOST_SAID) ?? null,
    },
    signIn: signInAt(host),
  }
}

async function proxyOf({ database, vault }: ServerContext, path: ServicePath): Promise<MailProxy | undefined> {
  const db = database.kysely
  return (await serviceLine({ db, vault }, await oneService(db, path))).proxy
}
