import { CaravanError } from '@caravan/core/model'
import { openCredential } from '@caravan/core/store'
import type { ServerContext } from '../api/context.ts'
import { type HostSettings, readSettings, SYSTEM_SENDER } from '../host/settings.ts'
import type { Letter } from './texts.ts'

type SendingContext = Pick<ServerContext, 'database' | 'vault' | 'guard' | 'ca' | 'log'>

const CONNECT_MS = 10_000
/** Somebody waits for the answer to an invitation. */
const SILENCE_MS = 15_000

/**
 * Sends a letter through the system sender; whether a server took it. Where there is no sender, or it fails, what the
 * letter is about goes on without it, and the log has the reason.
 */
export async function sendLetter(context: SendingContext, to: string, letter: Letter): Promise<boolean> {
  const { sender } = await readSettings(context.database.kysely)
  if (sender === null) return false
  try {
    await submit(context, sender, to, letter)
    return true
  } catch (error) {
    context.log.warn({ err: error }, 'a letter was not sent')
    return false
  }
}

/** @throws CaravanError `letter-not-sent`, `host-refused` and the other refusals of the guard, those of the vault */
export async function submit(
  { database, vault, guard, ca }: SendingContext,
  sender: NonNullable<HostSettings['sender']>,
  to: string,
  letter: Letter,
): Promise<void> {
  const { name, addresses } = await guard.resolve(sender.host)
  const auth =
    sender.user === null
      ? undefined
      : { user: sender.user, pass: (await openCredential(database.kysely, vault.keys, SYSTEM_SENDER)).reveal() }
  // Loaded with the first letter: most processes send none.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    // The address that was judged; a name would be looked up again.
    host: addresses[0]?.address ?? name,
    port: sender.port,
    secure: sender.tls === 'implicit',
    requireTLS: sender.tls === 'starttls',
    ignoreTLS: sender.tls === 'none',
    tls: { servername: name, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    ...(auth !== undefined && { auth }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({
      from: { name: 'Caravan', address: sender.from },
      to: { name: '', address: to },
      subject: letter.subject,
      text: letter.text,
      // RFC 3834 §5: what a program sends by itself is answered by no other.
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    throw notSent(name, error, auth)
  } finally {
    transport.close()
  }
}

/** Nothing of what nodemailer threw goes along but its words: it holds what was sent, and a server may quote a password. */
function notSent(host: string, thrown: unknown, auth: { user: string; pass: string } | undefined): CaravanError {
  const { message, response } = thrown as { message?: string; response?: string }
  const clean = (words: string): string =>
    spellings(auth).reduce((text, secret) => text.replaceAll(secret, '***'), words)
  return new CaravanError(
    'letter-not-sent',
    `${host} did not take a letter: ${clean(response ?? message ?? 'no reason was given')}.`,
    'Check the sender in the host settings; the link of an invitation can be copied and sent by hand.',
    response === undefined ? {} : { serverReply: clean(response) },
  )
}

/** A password as AUTH LOGIN and AUTH PLAIN send it (RFC 4616), and as it is. */
function spellings(auth: { user: string; pass: string } | undefined): string[] {
  if (auth === undefined || auth.pass === '') return []
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
  const plain = base64(`\0${auth.user}\0${auth.pass}`)
  return [auth.pass, base64(auth.pass), plain, plain.replace(/=+$/, '')]
}
