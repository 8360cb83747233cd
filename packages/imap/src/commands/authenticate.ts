import { stringArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import { CommandRefusedError, SignInError } from '../errors.ts'
import { oauthBearer, xoauth2 } from '../sasl/bearer.ts'
import { cramMd5 } from '../sasl/cram-md5.ts'
import type { Mechanism } from '../sasl/mechanism.ts'
import { plain } from '../sasl/plain.ts'
import { scram } from '../sasl/scram.ts'
import type { Session } from '../session.ts'
import { capability } from './session.ts'

/** With what to sign in. */
export type Credentials =
  | {
      kind: 'password'
      user: string
      password: string
      /** Whose mailbox to open, where `user` may act for others (RFC 4616, RFC 5802). */
      authzid?: string | undefined
    }
  /** A token of OAuth 2, by OAUTHBEARER or XOAUTH2, whichever is offered. */
  | { kind: 'oauth'; user: string; accessToken: string }

type Password = Extract<Credentials, { kind: 'password' }>

/**
 * Signs in. A password goes by PLAIN where the line is encrypted; else by SCRAM, which does not show it, before PLAIN;
 * by CRAM-MD5 or LOGIN where that is all there is. Afterwards the capabilities are known afresh.
 *
 * @throws SignInError `sign-in-refused` with the server's words, `sign-in-unsupported` where nothing fits
 */
export async function authenticate(connection: Session, credentials: Credentials): Promise<void> {
  const known = connection.capabilityAnswers
  const mechanism = credentials.kind === 'oauth' ? bearer(connection, credentials) : chosen(connection, credentials)
  if (mechanism !== undefined) await sasl(connection, mechanism, secretOf(credentials))
  else if (credentials.kind === 'password') await login(connection, credentials)
  // RFC 3501 §6.2.2: capabilities may differ behind the sign-in.
  if (connection.capabilityAnswers === known) await capability(connection)
}

const secretOf = (credentials: Credentials): string =>
  credentials.kind === 'oauth' ? credentials.accessToken : credentials.password

function bearer(connection: Session, { user, accessToken }: Extract<Credentials, { kind: 'oauth' }>): Mechanism {
  if (connection.has('AUTH=OAUTHBEARER')) return oauthBearer(user, accessToken)
  if (connection.has('AUTH=XOAUTH2')) return xoauth2(user, accessToken)
  throw new SignInError('sign-in-unsupported', 'The server takes no tokens: it offers neither OAUTHBEARER nor XOAUTH2')
}

/** The mechanism for a password; undefined for LOGIN. */
function chosen(connection: Session, { user, password, authzid = '' }: Password): Mechanism | undefined {
  const offers = (name: string) => connection.has(`AUTH=${name}`)
  if (connection.encrypted && offers('PLAIN')) return plain(user, password, authzid)
  for (const name of ['SCRAM-SHA-256', 'SCRAM-SHA-1'] as const)
    if (offers(name)) return scram(name, { user, password, authzid })
  if (offers('PLAIN')) return plain(user, password, authzid)
  // Last of all: servers are known to offer it who keep no password that it could be compared with.
  return offers('CRAM-MD5') && authzid === '' ? cramMd5(user, password) : undefined
}

async function login(connection: Session, { user, password, authzid }: Password): Promise<void> {
  if (connection.has('LOGINDISABLED'))
    throw new SignInError('sign-in-unsupported', 'The server takes no password here: it offers neither PLAIN nor LOGIN')
  if (authzid !== undefined && authzid !== '')
    throw new SignInError('sign-in-unsupported', 'The server does not offer PLAIN, which acting for another user needs')
  const parts: CommandPart[] = ['LOGIN ', stringArgument(bytes(user)), ' ']
  const argument = stringArgument(bytes(password))
  parts.push(typeof argument === 'string' ? { kind: 'secret', text: argument } : argument)
  await run(connection, [password], parts)
}

/** AUTHENTICATE: the first words go at once with SASL-IR (RFC 4959), else behind the first `+`. */
async function sasl(connection: Session, mechanism: Mechanism, secret: string): Promise<void> {
  const { name, initial } = mechanism
  const atOnce = initial !== undefined && connection.has('SASL-IR')
  let first = atOnce ? undefined : initial
  const reply = (challenge: string): string => {
    const answer = first ?? mechanism.respond(Buffer.from(challenge, 'base64'))
    first = undefined
    return answer.toString('base64')
  }
  const head = `AUTHENTICATE ${name}`
  const talk: CommandPart = { kind: 'dialogue', reply }
  // RFC 4959 §3: `=` stands for first words that are empty.
  const said = atOnce
    ? [`${head} `, { kind: 'secret', text: initial.toString('base64') || '=' } as const, talk]
    : [head, talk]
  await run(connection, [secret, ...mechanism.secrets], said, () => mechanism.detail ?? '')
  mechanism.finished?.()
}

async function run(
  connection: Session,
  secrets: readonly string[],
  parts: readonly CommandPart[],
  detail: () => string = () => '',
): Promise<void> {
  try {
    await connection.withSecrets(secrets, () => connection.run({ name: 'sign-in', parts }))
  } catch (error) {
    if (!(error instanceof CommandRefusedError)) throw error
    const reply = [error.serverReply, detail()].filter((words) => words !== undefined && words !== '').join(' ')
    const clean = secrets.flatMap(spellings).reduce((text, one) => text.replaceAll(one, '***'), reply)
    throw new SignInError('sign-in-refused', `The server refused the sign-in: ${clean}`, {
      serverReply: clean,
      responseCode: error.responseCode,
    })
  }
}

/** A secret as it went over the line, as a quoted string (RFC 3501 §4.3) and as base64 has it: servers quote each. */
const spellings = (secret: string): string[] =>
  secret === '' ? [] : [secret, secret.replaceAll(/["\\]/g, '\\$&'), Buffer.from(secret).toString('base64')]

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
