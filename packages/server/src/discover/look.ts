import type { AnswerOf, BodyOf, discoverService } from '@caravan/contract'
import { lookAtService } from '@caravan/core/services'
import type { ServerContext } from '../api/context.ts'
import { signInAt } from '../moves/services.ts'

type Look = AnswerOf<typeof discoverService.lookAtService>

/** Somebody waits in front of the page. */
const CONNECT_MS = 10_000
/** A server's words are somebody else's text. */
const MOST_SAID = 500

/** What was typed is refused as it is where a service is saved; all else is what was seen. */
const REFUSED: ReadonlySet<string> = new Set(['host-refused', 'host-malformed'])

/** What is seen at a place that was typed. Nothing is kept of it. Throws `host-refused`, `host-malformed`. */
export async function look(
  { guard, ca }: ServerContext,
  { host, port, tls, unverified }: BodyOf<typeof discoverService.lookAtService>,
): Promise<Look> {
  const place = { host, port, tls, guard, ca, timeoutMs: CONNECT_MS }
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
