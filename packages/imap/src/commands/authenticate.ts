import { stringArgument } from '../arguments.ts'
import type { CommandPart } from '../command.ts'
import { CommandRefusedError, SignInError } from '../errors.ts'
import type { Session } from '../session.ts'
import { capability } from './session.ts'

/** With what to sign in. */
export type Credentials =
  | {
      kind: 'password'
      user: string
      password: string
      /** Whose mailbox to open, where `user` may act for others (RFC 4616). */
      authzid?: string | undefined
    }
  | { kind: 'xoauth2'; user: string; accessToken: string }

/**
 * Signs in: PLAIN, with SASL-IR where offered; LOGIN where PLAIN is not offered; XOAUTH2 for tokens. Afterwards the
 * capabilities are known afresh.
 *
 * @throws SignInError `sign-in-refused` with the server's words, `sign-in-unsupported` where nothing fits
 */
export async function authenticate(connection: Session, credentials: Credentials): Promise<void> {
  const known = connection.capabilityAnswers
  const secret = credentials.kind === 'password' ? credentials.password : credentials.accessToken
  if (credentials.kind === 'xoauth2') await xoauth2(connection, credentials.user, secret)
  else if (connection.has('AUTH=PLAIN')) await plain(connection, credentials)
  else await login(connection, credentials)
  // RFC 3501 §6.2.2: capabilities may differ behind the sign-in.
  if (connection.capabilityAnswers === known) await capability(connection)
}

async function plain(
  connection: Session,
  { user, password, authzid = '' }: Extract<Credentials, { kind: 'password' }>,
): Promise<void> {
  if (`${user}${password}${authzid}`.includes('\0')) {
    throw new SignInError('sign-in-unsupported', 'PLAIN carries no NUL in a user name or password (RFC 4616)')
  }
  const message = base64(`${authzid}\0${user}\0${password}`)
  await run(
    connection,
    [password, message],
    sasl(connection, 'PLAIN', message, () => '*'),
  )
}

async function login(
  connection: Session,
  { user, password, authzid }: Extract<Credentials, { kind: 'password' }>,
): Promise<void> {
  if (connection.has('LOGINDISABLED')) {
    throw new SignInError('sign-in-unsupported', 'The server takes no password here: it offers neither PLAIN nor LOGIN')
  }
  if (authzid !== undefined && authzid !== '') {
    throw new SignInError('sign-in-unsupported', 'The server does not offer PLAIN, which acting for another user needs')
  }
  const parts: CommandPart[] = ['LOGIN ', stringArgument(bytes(user)), ' ']
  const argument = stringArgument(bytes(password))
  parts.push(typeof argument === 'string' ? { kind: 'secret', text: argument } : argument)
  await run(connection, [password], parts)
}

async function xoauth2(connection: Session, user: string, accessToken: string): Promise<void> {
  if (!connection.has('AUTH=XOAUTH2')) {
    throw new SignInError('sign-in-unsupported', 'The server does not offer XOAUTH2')
  }
  const message = base64(`user=${user}\x01auth=Bearer ${accessToken}\x01\x01`)
  let detail = ''
  // developers.google.com/gmail/imap/xoauth2-protocol: the error comes as a challenge, which an empty line answers.
  const parts = sasl(connection, 'XOAUTH2', message, (challenge) => {
    detail = Buffer.from(challenge, 'base64').toString('utf8')
    return ''
  })
  await run(connection, [accessToken, message], parts, () => detail)
}

/** The parts of AUTHENTICATE: the message goes at once with SASL-IR (RFC 4959), else behind the first `+`. */
function sasl(
  connection: Session,
  mechanism: string,
  message: string,
  further: (challenge: string) => string,
): CommandPart[] {
  const initial = connection.has('SASL-IR')
  let sent = initial
  const reply = (challenge: string): string => {
    if (sent) return further(challenge)
    sent = true
    return message
  }
  const head = `AUTHENTICATE ${mechanism}`
  if (!initial) return [head, { kind: 'dialogue', reply }]
  return [`${head} `, { kind: 'secret', text: message }, { kind: 'dialogue', reply }]
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
  secret === '' ? [] : [secret, secret.replaceAll(/["\\]/g, '\\$&'), base64(secret)]

function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
