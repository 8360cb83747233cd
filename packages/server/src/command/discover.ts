import { isIP } from 'node:net'
import { EXEMPT } from '@caravan/core/guard'
import { CaravanError } from '@caravan/core/model'
import { type Discovery, discover as discoverService, discoveryTools } from '@caravan/core/services'
import { renderDiscovery } from '../render/discovery.ts'
import { exitStatusOf, renderError } from './exit.ts'
import type { CommandLine } from './options.ts'
import { proxyAt } from './proxy.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'

const FOUND = 0
const USAGE = 2
/** Finished, and what was found wants a look. */
const UNCERTAIN = 3

/** `caravan discover`: the mail service of an address or a domain. Signs in nowhere, changes nothing. */
export async function discover({ rest, values }: CommandLine, streams: Streams): Promise<number> {
  const [asked, ...more] = rest
  if (asked === undefined || more.length > 0)
    throw new UsageError(
      'caravan discover takes one email address or one domain.',
      'Write caravan discover anna@example.com.',
    )
  const servers = values.resolver === undefined ? undefined : [nameServer(values.resolver)]
  const proxy = values.proxy === undefined ? undefined : proxyAt('proxy', values.proxy)
  try {
    const found = await discoverService(asked, discoveryTools({ policy: EXEMPT, servers, proxy }))
    streams.out.write(values.json === true ? asJson(found) : renderDiscovery(found))
    return found.status === 'found' ? FOUND : UNCERTAIN
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    const status = exitStatusOf(error)
    if (values.json !== true || status === USAGE) throw error
    const { code, message, remedy } = error
    streams.out.write(`${JSON.stringify({ status: 'failed', error: { code, message, remedy } })}\n`)
    streams.err.write(renderError(error))
    return status
  }
}

/** What is not known is null, so that every field is always there. */
const asJson = (found: Discovery): string =>
  `${JSON.stringify({ ...found, error: undefined }, (_, value: unknown) => value ?? null)}\n`

function nameServer(text: string): string {
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? []
  const known = isIP(six ?? four ?? text) !== 0 && Number(port ?? 53) <= 65_535
  if (!known)
    throw new UsageError('--resolver takes the address of a name server.', 'Write it as 192.0.2.53 or 192.0.2.53:5353.')
  return text
}
