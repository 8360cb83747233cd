import type { Look } from '../../../api/setup-queries.ts'
import type * as en from '../../../words/en.ts'

export interface Trait {
  readonly name: keyof typeof en.setupLook.trait
  readonly tone: 'ok' | 'warning' | 'idle'
  /** Megabytes, of the trait `size`. */
  readonly size?: number
}

/** What a server offers before sign-in, for people. What it does not name yet may come after the first sign-in. */
export function traitsOf({ capabilities, profile, certificate }: Look): Trait[] {
  const has = (...names: readonly string[]) => names.some((name) => capabilities.includes(name))
  const takesPassword = has('AUTH=PLAIN', 'AUTH=LOGIN') || !has('LOGINDISABLED')
  const limit = capabilities.map((one) => /^APPENDLIMIT=(\d{1,15})$/.exec(one)?.[1]).find((size) => size !== undefined)
  const traits: (Trait | false)[] = [
    certificate === null && has('STARTTLS') && { name: 'starttls', tone: 'warning' },
    takesPassword ? { name: 'password', tone: 'ok' } : { name: 'no-password', tone: 'warning' },
    has('AUTH=XOAUTH2', 'AUTH=OAUTHBEARER') && { name: 'oauth', tone: 'idle' },
    has('AUTH=PLAIN') && (profile === 'dovecot' || profile === 'cyrus') && { name: 'master', tone: 'ok' },
    has('UIDPLUS') && { name: 'numbers', tone: 'ok' },
    has('CONDSTORE', 'QRESYNC') && { name: 'changes', tone: 'ok' },
    has('QUOTA') && { name: 'room', tone: 'ok' },
    limit !== undefined && { name: 'size', tone: 'idle', size: Math.floor(Number(limit) / 1_000_000) },
    has('X-GM-EXT-1') && { name: 'labels', tone: 'idle' },
  ]
  return traits.filter((trait) => trait !== false)
}
