import { openCredential } from '@caravan/core/store'
import type { ServerContext } from '../api/context.ts'
import { type HostSettings, readSettings, SYSTEM_SENDER } from '../host/settings.ts'
import { refusal } from './refusal.ts'
import type { Letter } from './texts.ts'

export type SendingContext = Pick<ServerContext, 'database' | 'vault' | 'guard' | 'ca' | 'log'>

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

/**
 * Gives a letter to the sender's server, which took it once this resolves.
 * @throws CaravanError those of `refusal.ts`, `host-refused` and the other refusals of the guard, those of the vault
 */
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
      from: { name: letter.from ?? 'Caravan', address: sender.from },
      to: { name: '', address: to },
      subject: letter.subject,
      text: letter.text,
      ...(letter.html !== undefined && { html: letter.html }),
      headers: {
        // RFC 3834 §5: what a program sends by itself is answered by no other.
        'Auto-Submitted': 'auto-generated',
        ...(letter.language !== undefined && { 'Content-Language': letter.language }),
      },
    })
  } catch (error) {
    throw refusal(`${name}:${sender.port}`, error, auth)
  } finally {
    transport.close()
  }
}
