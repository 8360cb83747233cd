import { readHost } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'

/** Whose mail service is looked for. */
export interface Target {
  /** ASCII, lower case. */
  readonly domain: string
  /** The part before the `@`; undefined where only a domain was given. */
  readonly localPart: string | undefined
  readonly address: string | undefined
}

/** RFC 5321 §4.5.3.1.1 */
const LONGEST_LOCAL_PART = 64

/** Reads an address or a domain. @throws CaravanError `not-an-address` */
export function readTarget(text: string): Target {
  const at = text.lastIndexOf('@')
  const domain = domainIn(text.slice(at + 1))
  if (at < 0) return { domain, localPart: undefined, address: undefined }
  const localPart = text.slice(0, at)
  // Quoted local parts (RFC 5321 §4.1.2) are left out: no mail service gives them to people.
  if (localPart === '' || localPart.length > LONGEST_LOCAL_PART || /[\s"(),:;<>@[\\\]\p{Cc}]/u.test(localPart))
    throw notAnAddress()
  return { domain, localPart, address: `${localPart}@${domain}` }
}

/** Puts the parts of the address where a settings file has placeholders for them; undefined where they are not known. */
export function filled(template: string, { address, localPart, domain }: Target): string | undefined {
  if (address === undefined || localPart === undefined) return undefined
  return template
    .replaceAll('%EMAILADDRESS%', address)
    .replaceAll('%EMAILLOCALPART%', localPart)
    .replaceAll('%EMAILDOMAIN%', domain)
}

function domainIn(text: string): string {
  let host: ReturnType<typeof readHost>
  try {
    host = readHost(text)
  } catch (error) {
    throw notAnAddress(error)
  }
  if (host.kind === 'address' || !host.name.includes('.')) throw notAnAddress()
  return host.name
}

const notAnAddress = (cause?: unknown): CaravanError =>
  new CaravanError(
    'not-an-address',
    'What was given is neither an email address nor a domain.',
    'Write anna@example.com or example.com.',
    { cause },
  )
