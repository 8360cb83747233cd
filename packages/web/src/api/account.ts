import { ApiError, type Problem } from '@caravan/contract'
import { queryOptions } from '@tanstack/react-query'

/** One’s own account: routes of better-auth, whose bodies are in its documentation. */
export async function ask<Answer>(path: string, body?: Readonly<Record<string, unknown>>): Promise<Answer> {
  const response = await fetch(`/api/auth/${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (!response.ok) throw new ApiError(problemOf(response.status, await response.text()))
  return (await response.json()) as Answer
}

/** What it says of what people do wrong; the words of other languages are found by the code. */
const KNOWN: Readonly<Record<string, Pick<Problem, 'code' | 'title' | 'remedy'>>> = {
  INVALID_PASSWORD: {
    code: 'password-wrong',
    title: 'This is not your password.',
    remedy: 'Type the password that you sign in with. Capital letters count.',
  },
  INVALID_CODE: {
    code: 'code-wrong',
    title: 'This code is not right, or is used already.',
    remedy: 'Wait for the next one in the app. The clock of the phone has to be right.',
  },
  SESSION_NOT_FRESH: {
    code: 'session-old',
    title: 'You signed in more than a day ago.',
    remedy: 'Sign out and in again: then nobody does this who found the browser open.',
  },
  PASSKEY_NOT_FOUND: {
    code: 'passkey-unknown',
    title: 'Caravan does not know this passkey.',
    remedy: 'It was removed here. Sign in with your password, and remove it from your device too.',
  },
  PASSKEY_UNVERIFIED: {
    code: 'passkey-unverified',
    title: 'The passkey’s device did not ask who is there.',
    remedy: 'Use one that asks for a finger, a face or a PIN.',
  },
}

function problemOf(status: number, text: string): Problem {
  let said: Partial<Problem & { message: string }> = {}
  try {
    said = JSON.parse(text) as typeof said
  } catch {
    // Not an answer of ours: told as it is.
  }
  const { code = 'refused', title, message, remedy } = said
  return {
    status,
    code,
    title: title ?? message ?? text.slice(0, 300),
    remedy: remedy ?? 'Check what you typed, then try again.',
    ...KNOWN[code],
  }
}

export interface OwnSession {
  readonly id: string
  readonly token: string
  readonly userAgent: string | null
  readonly ipAddress: string | null
  readonly updatedAt: string
}

/** One’s sessions, and which of them this is. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => {
    const [all, own] = await Promise.all([
      ask<OwnSession[]>('list-sessions'),
      ask<{ session: { id: string } } | null>('get-session'),
    ])
    return { items: all, here: own?.session.id }
  },
})

export const endSession = (token: string) => ask('revoke-session', { token })
export const endOtherSessions = () => ask('revoke-other-sessions', {})
export const changePassword = (currentPassword: string, newPassword: string) =>
  ask('change-password', { currentPassword, newPassword, revokeOtherSessions: true })

/** Begins the use of a second factor: what the app has to know, and codes for when the phone is lost. */
export const beginSecondFactor = (password: string) =>
  ask<{ totpURI: string; backupCodes: string[] }>('two-factor/enable', { password })
export const proveSecondFactor = (code: string) => ask('two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') })
export const endSecondFactor = (password: string) => ask('two-factor/disable', { password })
export const newBackupCodes = (password: string) =>
  ask<{ backupCodes: string[] }>('two-factor/generate-backup-codes', { password })
