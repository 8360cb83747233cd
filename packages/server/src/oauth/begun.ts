import { randomBytes } from 'node:crypto'
import type { Secret } from '@caravan/core/model'
import { beginConsent, type OAuthSettings } from '@caravan/core/services'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { Actor } from '../api/caller.ts'
import type { ServerContext } from '../api/context.ts'
import { conflict, notFound } from '../api/problems.ts'
import { hashed } from '../api/tokens.ts'
import { applicationOf, keptOf, type OAuthService, redirectUriOf } from './registration.ts'

export type Side = 'source' | 'target'

/** Whose consent is asked for, and who asks. */
interface Beginning {
  readonly organisation: string
  readonly move: string
  readonly mailbox: string
  readonly side: Side
  /** The name by which the mailbox is signed in to. */
  readonly user: string
  readonly service: OAuthService
  /** An employee by their invitation, or a member. */
  readonly by: { readonly invitation: string } | { readonly actor: Actor }
  /** The page of ours that it leads back to. */
  readonly back: string
}

/** Somebody reads, signs in there, and may have to find a phone first. */
const MINUTES = 15

/**
 * Begins the consent of a mailbox's owner in the browser that asks. What comes back is worth something only together with
 * the cookie, which is also the verifier of PKCE: neither who sees the address nor who reads our tables can end it.
 *
 * @returns where the browser goes, and what `set-cookie` says
 * @throws RequestError 409 `consent-not-needed` where this service is signed in to otherwise
 */
export async function begin(
  context: ServerContext,
  { organisation, move, mailbox, side, user, service, by, back }: Beginning,
): Promise<{ url: string; cookie: string }> {
  const { database, vault, publicUrl } = context
  const db = database.kysely
  const settings = keptOf(service)
  if (settings?.way !== 'consent') throw consentNotNeeded()
  const app = await applicationOf({ db, vault }, service, settings)
  const state = randomBytes(16).toString('base64url')
  const { url, verifier } = beginConsent(app, { redirectUri: redirectUriOf(publicUrl), state, user })
  const [invitation, actor] = 'invitation' in by ? [by.invitation, null] : [null, JSON.stringify(by.actor)]
  await db.transaction().execute(async (trx) => {
    // Who begins again ends what was begun before.
    await sql`
      delete from oauth_consents where mailbox_id = ${mailbox} and side = ${side}
        and invitation_id is not distinct from ${invitation}::uuid`.execute(trx)
    await sql`
      insert into oauth_consents (state_hash, browser_hash, organisation_id, move_id, mailbox_id, side, service_id, oauth,
        invitation_id, actor, back, expires_at)
      values (${hashed(state)}, ${hashed(verifier.reveal())}, ${organisation}, ${move}, ${mailbox}, ${side}, ${service.id},
        ${JSON.stringify(settings)}::jsonb, ${invitation}, ${actor}::jsonb, ${back},
        now() + ${MINUTES}::int * interval '1 minute')`.execute(trx)
  })
  return { url, cookie: setCookie(context, verifier.reveal(), MINUTES * 60) }
}

export const consentNotNeeded = () =>
  conflict(
    'consent-not-needed',
    'Nobody’s consent is asked for at this service.',
    'Look at how one signs in there, under “Sign-in” of the set-up.',
  )

/** A consent that came back. */
export interface Begun {
  readonly organisation: string
  readonly move: string
  readonly mailbox: string
  readonly side: Side
  readonly service: string
  readonly oauth: OAuthSettings
  readonly invitation: string | null
  readonly actor: Actor | null
  readonly back: string
}

/** Takes what was begun in this browser, once; undefined where it was begun in another, or too long ago. */
export async function takeBegun(db: LedgerDb, state: string, verifier: Secret): Promise<Begun | undefined> {
  const { rows } = await sql<Begun>`
    delete from oauth_consents where state_hash = ${hashed(state)} and browser_hash = ${hashed(verifier.reveal())}
      and expires_at > now()
    returning organisation_id as organisation, move_id as move, mailbox_id as mailbox, side, service_id as service, oauth,
      invitation_id as invitation, actor, back`.execute(db)
  return rows[0]
}

/** Forgets those who began and went away. */
export async function sweepBegun(db: LedgerDb): Promise<void> {
  await sql`delete from oauth_consents where expires_at <= now()`.execute(db)
}

/** The page of ours that something begun leads back to, whoever began it. Throws 404. */
export async function backOf(db: LedgerDb, state: string): Promise<string> {
  const { rows } = await sql<{ back: string }>`
    select back from oauth_consents where state_hash = ${hashed(state)}`.execute(db)
  if (rows[0] === undefined) throw notFound('consent that was begun')
  return rows[0].back
}

const COOKIE = 'caravan.consent'
const IN_COOKIES = new RegExp(`(?:^|;\\s*)${COOKIE.replace('.', '\\.')}=([\\w-]{43})(?:;|$)`)

/** The cookie among these. */
export const consentCookie = (cookies: string | undefined): string | undefined => IN_COOKIES.exec(cookies ?? '')?.[1]

/** Lax and not Strict: the provider's page leads here. */
const setCookie = ({ publicUrl }: ServerContext, value: string, seconds: number): string =>
  `${COOKIE}=${value}; Path=/api/oauth; Max-Age=${seconds}; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`

export const forgetCookie = (context: ServerContext): string => setCookie(context, '', 0)
