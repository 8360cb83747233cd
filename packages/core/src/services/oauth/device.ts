import { setTimeout as sleep } from 'node:timers/promises'
import type { Fetch } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { OAuthApplication } from './application.ts'
import { askTokenServer } from './ask.ts'
import { type Grant, grantIn, malformed } from './grant.ts'
import { refusal } from './refusal.ts'

/** A code that somebody types on a page of the provider (RFC 8628 §3.2). */
export interface DeviceCode {
  readonly code: Secret
  /** What is typed, and where; `directUrl` has it typed already. */
  readonly userCode: string
  readonly url: string
  readonly directUrl: string | undefined
  /** Milliseconds since 1970. */
  readonly endsAt: number
  readonly intervalMs: number
}

/** RFC 8628 §3.2, §3.5. */
const USUAL_INTERVAL_S = 5
const SLOWER_MS = 5_000
/** Providers give ten or fifteen minutes. */
const LONGEST_S = 3_600
const PRINTABLE = /^[\x21-\x7e][\x20-\x7e]{0,63}$/

/**
 * Asks for a device code (RFC 8628 §3.1).
 * @throws CaravanError `oauth-settings` where the server has none; ServiceError as `endConsent`
 */
export async function askForDeviceCode(fetch: Fetch, app: OAuthApplication, now = Date.now()): Promise<DeviceCode> {
  if (app.deviceUrl === undefined)
    throw new CaravanError(
      'oauth-settings',
      `${app.name} gives no device codes for mail.`,
      'Agree in a browser on this machine: caravan consent FILE --redirect.',
    )
  const form = { client_id: app.clientId, scope: app.scopes.join(' ') }
  const answer = await askTokenServer(fetch, app, app.deviceUrl, form, [])
  if ('refused' in answer) throw refusal(app, answer.refused, 'consent')
  const { device_code: code, user_code: userCode, expires_in: lifetime, interval } = answer.given
  // RFC 8628 calls it verification_uri; Google and Yandex verification_url.
  const url = webAddress(answer.given['verification_uri'] ?? answer.given['verification_url'])
  if (
    typeof code !== 'string' ||
    code === '' ||
    typeof userCode !== 'string' ||
    !PRINTABLE.test(userCode) ||
    url === undefined
  )
    throw malformed(app.name, 'a device code')
  return {
    code: new Secret(code),
    userCode,
    url,
    directUrl: webAddress(answer.given['verification_uri_complete']),
    endsAt: now + within(lifetime, LONGEST_S, LONGEST_S) * 1_000,
    intervalMs: within(interval, USUAL_INTERVAL_S, LONGEST_S) * 1_000,
  }
}

/**
 * Asks until somebody has agreed, as often as the server lets (RFC 8628 §3.4, §3.5).
 * @throws ServiceError `consent-refused` where they did not, or not in time; else as `endConsent`
 */
export async function awaitDevice(
  fetch: Fetch,
  app: OAuthApplication,
  device: DeviceCode,
  {
    signal,
    wait = waited,
  }: { signal?: AbortSignal | undefined; wait?: (ms: number, signal?: AbortSignal) => Promise<void> } = {},
): Promise<Grant> {
  const code = device.code.reveal()
  const form =
    app.deviceForm === 'yandex'
      ? { grant_type: 'device_code', code }
      : { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code }
  let interval = device.intervalMs
  while (Date.now() < device.endsAt) {
    await wait(interval, signal)
    const answer = await askTokenServer(fetch, app, app.tokenUrl, form, [code])
    if ('given' in answer) return grantIn(answer.given, app.name, Date.now())
    const { error } = answer.refused
    if (error === 'slow_down') interval += SLOWER_MS
    else if (error !== 'authorization_pending') throw refusal(app, answer.refused, 'consent')
  }
  throw refusal(app, { error: 'expired_token', words: 'expired_token' }, 'consent')
}

async function waited(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  signal?.throwIfAborted()
}

/** An address that a person is sent to. */
function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2_000 || !URL.canParse(value)) return undefined
  const url = new URL(value)
  return url.protocol === 'https:' ? url.href : undefined
}

function within(value: unknown, usual: number, most: number): number {
  const seconds = Number(value ?? usual)
  return Number.isFinite(seconds) && seconds >= 1 ? Math.min(seconds, most) : usual
}
