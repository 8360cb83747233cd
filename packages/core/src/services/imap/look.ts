import type { TLSSocket } from 'node:tls'
import { CaravanError } from '../../model/errors.ts'
import { ServiceError } from '../port.ts'
import { profileForServer } from '../profiles/index.ts'
import { type ImapPlace, type ImapWelcome, readWelcome } from './greet.ts'

/** What a server shows of itself in the TLS handshake. */
export interface Certificate {
  /** Host names that it is for; of a certificate that names none, its subject. */
  readonly names: readonly string[]
  readonly issuer: string
  readonly validFrom: Date
  readonly validTo: Date
  /**
   * `no-authority`: nobody who is trusted vouches for it. `expired` and `not-yet`: by this machine's clock.
   * `other-name`: it is for other hosts.
   */
  readonly fault: 'no-authority' | 'expired' | 'not-yet' | 'other-name' | 'other' | null
}

/** What was seen at a place where somebody says that an IMAP server is. */
export interface ServiceLook {
  readonly state: 'answers' | 'failed'
  readonly greeting: string | null
  /** Its own name and version. */
  readonly server: string | null
  /** The id of the profile that passes would work with; null: nothing answers. */
  readonly profile: string | null
  /** What it offers before sign-in, in capitals. */
  readonly capabilities: readonly string[]
  /** Null without TLS, and where no handshake came about. */
  readonly certificate: Certificate | null
  readonly error: CaravanError | null
}

/** A server that offers more lists it to confuse; the longest seen has 60. */
const MOST_CAPABILITIES = 100
const MOST_NAMES = 20
const LONGEST = 300

/**
 * Connects to where somebody says that a mail service is, reads its certificate, its greeting and what it offers, and
 * leaves. Signs in nowhere; so it goes on behind a certificate that a sign-in would refuse, and tells of it: such a place
 * counts as failed with `tls-failed`, unless `unverified` says that a person has let it pass.
 *
 * @throws what is no error of the server, the line or the guard
 */
export async function lookAtService(place: ImapPlace, unverified: boolean): Promise<ServiceLook> {
  let certificate: Certificate | null = null
  const onSecure = (line: TLSSocket) => {
    certificate = certificateOf(line)
  }
  try {
    const welcome = await readWelcome(place, { rejectUnauthorized: false, onSecure })
    return seen(welcome, certificate, unverified ? null : distrusted(place, certificate))
  } catch (error) {
    if (!(error instanceof CaravanError)) throw error
    return { ...NOTHING, certificate, error }
  }
}

const NOTHING = { state: 'failed', greeting: null, server: null, profile: null, capabilities: [] } as const

function seen(
  { greeting, server, idName, capabilities }: ImapWelcome,
  certificate: Certificate | null,
  error: CaravanError | null,
): ServiceLook {
  return {
    state: error === null ? 'answers' : 'failed',
    greeting: greeting.slice(0, LONGEST),
    server: server?.slice(0, LONGEST) ?? null,
    profile: profileForServer({ idName, greeting }).id,
    capabilities: capabilities.slice(0, MOST_CAPABILITIES),
    certificate,
    error,
  }
}

/** Read where a listener set it, which the compiler does not follow. */
function distrusted({ host, port }: ImapPlace, certificate: Certificate | null): CaravanError | null {
  if (certificate === null || certificate.fault === null) return null
  const { fault, names, issuer, validFrom, validTo } = certificate
  const day = (date: Date) => date.toISOString().slice(0, 10)
  const why = {
    'no-authority': `nobody who is trusted vouches for it (issued by ${issuer})`,
    expired: `it ended on ${day(validTo)}`,
    'not-yet': `it begins on ${day(validFrom)}`,
    'other-name': `it is for ${names.join(', ')}`,
    other: 'it is not trusted',
  }[fault]
  return new ServiceError(
    'service',
    'tls-failed',
    `${host}:${port}: no safe connection: of its certificate, ${why}.`,
    'Use the name that stands in the certificate, have it renewed, or let it pass unverified where you know the server.',
  )
}

function certificateOf(line: TLSSocket): Certificate {
  const { subject, subjectaltname, issuer, valid_from, valid_to } = line.getPeerCertificate()
  const names = (subjectaltname ?? '').split(', ').flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? [])
  return {
    names: (names.length > 0 ? names : one(subject.CN)).slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST)),
    issuer: (one(issuer.O)[0] ?? one(issuer.CN)[0] ?? '').slice(0, LONGEST),
    validFrom: momentOf(valid_from),
    validTo: momentOf(valid_to),
    fault: line.authorized ? null : faultOf(line.authorizationError),
  }
}

/** A certificate may hold what is no moment (`Bad time value` of OpenSSL); its fault tells of it, and it was never valid. */
function momentOf(written: string): Date {
  const moment = new Date(written)
  return Number.isNaN(moment.getTime()) ? new Date(0) : moment
}

/** A field of a name may be there not at all, once or several times. */
const one = (field: string | string[] | undefined): string[] => (field === undefined ? [] : [field].flat())

const FAULTS: Readonly<Record<string, Certificate['fault']>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'no-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'no-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'no-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no-authority',
}

/** Node gives a code, or an error with one. */
function faultOf(error: unknown): Certificate['fault'] {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error
  return FAULTS[String(code)] ?? 'other'
}
