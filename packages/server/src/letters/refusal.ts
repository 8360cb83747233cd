import { CaravanError } from '@caravan/core/model'

/** What nodemailer says of a failure (its documentation, “Error objects”, 2026-11-22). */
interface Failure {
  readonly code?: string
  readonly command?: string
  readonly message?: string
  /** The server's answer. */
  readonly response?: string
}

type Kind = 'sign-in' | 'tls' | 'recipient' | 'from' | 'unreachable' | 'other'

const REFUSALS: Readonly<Record<Kind, readonly [code: string, what: string, remedy: string]>> = {
  'sign-in': [
    'sender-sign-in-refused',
    'refused the sign-in of the system sender',
    'Check user name and password in the host settings; many services want an app password.',
  ],
  tls: [
    'sender-tls-failed',
    'cannot be spoken to over TLS as the host settings want it',
    'Use the name that stands in the certificate; for an authority of your own set NODE_EXTRA_CA_CERTS; check whether the port wants TLS from the first byte or STARTTLS.',
  ],
  recipient: [
    'recipient-refused',
    'refused the recipient',
    'Check the address; where it is right, the server may want a sign-in before it takes mail for others.',
  ],
  from: [
    'sender-address-refused',
    'refused the address that letters come from',
    'Use an address in the host settings that this account may send with.',
  ],
  unreachable: [
    'sender-unreachable',
    'was not reached',
    'Check host, port and firewall; a port that wants TLS from the first byte (465) greets nobody who waits for it, and some networks close port 25.',
  ],
  other: [
    'letter-not-sent',
    'did not take a letter',
    'Check the sender in the host settings; the link of an invitation can be copied and sent by hand.',
  ],
}

const KINDS: Readonly<Record<string, Kind>> = {
  EAUTH: 'sign-in',
  ENOAUTH: 'sign-in',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EDNS: 'unreachable',
}

interface SignIn {
  readonly user: string
  readonly pass: string
}

/**
 * Names why a server took no letter, with its own words. Nothing else of what nodemailer threw goes along: it holds what
 * was sent, and a server may quote a password.
 */
export function refusal(server: string, thrown: unknown, auth: SignIn | undefined): CaravanError {
  const failure = thrown as Failure
  const [code, what, remedy] = REFUSALS[kindOf(failure)]
  const { response, message = 'no reason was given' } = failure
  const clean = (words: string) => spellings(auth).reduce((text, secret) => text.replaceAll(secret, '***'), words)
  const reason = clean(response ?? message)
  return new CaravanError(code, `${server} ${what}: ${reason}.`.replace(/\.+$/, '.'), remedy, {
    ...(response !== undefined && { serverReply: clean(response) }),
  })
}

/** A password as it is, and as AUTH LOGIN and AUTH PLAIN send it (RFC 4616). */
function spellings(auth: SignIn | undefined): string[] {
  if (auth === undefined || auth.pass === '') return []
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
  const plain = base64(`\0${auth.user}\0${auth.pass}`)
  return [auth.pass, base64(auth.pass), plain, plain.replace(/=+$/, '')]
}

/** Whether another reader's letter may go well all the same. */
export const aboutOneReader = (error: unknown): boolean =>
  error instanceof CaravanError && error.code === 'recipient-refused'

function kindOf({ code = '', command = '', message = '' }: Failure): Kind {
  if (code === 'EENVELOPE') return command.startsWith('MAIL') ? 'from' : 'recipient'
  // A certificate that is not trusted comes as an error of the socket.
  if (code === 'ESOCKET' && /certificate|altname|ssl|tls/i.test(message)) return 'tls'
  return KINDS[code] ?? 'other'
}
