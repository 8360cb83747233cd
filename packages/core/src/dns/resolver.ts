import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { CaravanError } from '../model/errors.ts'

export interface MxRecord {
  readonly exchange: string
  readonly priority: number
}

export interface SrvRecord {
  /** Lower case, without the dot at the end; empty where the record says that there is no such service (RFC 2782). */
  readonly target: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}

/**
 * Looks records up. A name or a type that is not there is an empty list; names are in lower case without the dot at the
 * end. Every method throws CaravanError `lookup-failed` where no name server would or could say.
 */
export interface DnsResolver {
  /** By priority, the most wanted first. */
  mx(name: string): Promise<readonly MxRecord[]>
  /** By priority, then the heavier first. */
  srv(name: string): Promise<readonly SrvRecord[]>
  /** Each record's strings joined (RFC 7208 §3.3). */
  txt(name: string): Promise<readonly string[]>
  /** Where an alias leads. */
  cname(name: string): Promise<string | undefined>
  /** IPv4 first. */
  addresses(name: string): Promise<readonly { readonly address: string; readonly family: 4 | 6 }[]>
}

export interface ResolverOptions {
  /** Name servers as `ADDRESS` or `ADDRESS:PORT`, in place of the machine's own. */
  readonly servers?: readonly string[] | undefined
  /** How long one try waits for one server, in milliseconds; 2,000 unless told. */
  readonly timeoutMs?: number | undefined
  /** Tries; 2 unless told. */
  readonly tries?: number | undefined
}

/** Nobody needs more records of one name; the rest is left out. */
const MOST_RECORDS = 50
const ABSENT: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND'])

/** A resolver over Node's own (c-ares), which asks name servers and knows no hosts file. */
export function dnsResolver(options: ResolverOptions = {}): DnsResolver {
  const timeout = options.timeoutMs ?? 2_000
  const resolver = new Resolver({ timeout, tries: options.tries ?? 2, maxTimeout: timeout })
  if (options.servers !== undefined) resolver.setServers([...options.servers])

  const ask = async <T>(name: string, query: (name: string) => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return (await query(name)).slice(0, MOST_RECORDS)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      // EBADNAME: too long or malformed to exist.
      if (ABSENT.has(code) || code === 'EBADNAME') return []
      throw failed(name, code, error)
    }
  }

  return {
    mx: async (name) => {
      const records = await ask(name, (asked) => resolver.resolveMx(asked))
      return records
        .map(({ exchange, priority }) => ({ exchange: plainName(exchange), priority }))
        .sort((a, b) => a.priority - b.priority)
    },
    srv: async (name) => {
      const records = await ask(name, (asked) => resolver.resolveSrv(asked))
      return records
        .map(({ name: target, port, priority, weight }) => ({ target: plainName(target), port, priority, weight }))
        .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    },
    txt: async (name) => (await ask(name, (asked) => resolver.resolveTxt(asked))).map((strings) => strings.join('')),
    cname: async (name) => {
      const [target] = await ask(name, (asked) => resolver.resolveCname(asked))
      return target === undefined ? undefined : plainName(target)
    },
    addresses: async (name) => {
      const [four, six] = await Promise.all([
        ask(name, (asked) => resolver.resolve4(asked)),
        ask(name, (asked) => resolver.resolve6(asked)),
      ])
      return [...four, ...six].map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 }))
    },
  }
}

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '')

const failed = (name: string, code: string, cause: unknown): CaravanError =>
  new CaravanError(
    'lookup-failed',
    `${name} could not be looked up (${code}).`,
    'Try again in a minute; if it stays so, check the name servers of this machine and of the domain.',
    { cause },
  )
