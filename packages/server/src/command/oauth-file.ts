import { randomBytes } from 'node:crypto'
import { open, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { EXEMPT, type Fetch, guardedFetch, hostGuard } from '@caravan/core/guard'
import { CaravanError, Secret } from '@caravan/core/model'
import {
  fetchThrough,
  type Grant,
  type GrantKeeper,
  type MailProxy,
  OAUTH_PROVIDERS,
  OAUTH_WAYS,
  type OAuthApplication,
  oauthApplication,
  type TokenSource,
  tokensOfAdministrator,
  tokensOfGrant,
} from '@caravan/core/services'
import { z } from 'zod'
import { UsageError } from './usage.ts'

const text = z.string().min(1).max(20_000)
const https = z.url({ protocol: /^https$/ }).max(2_000)

/** A file for `--from-oauth-file` (docs/command.md): a registered application and, with consent, what came of it. */
const oauthFile = z.strictObject({
  provider: z.enum([...OAUTH_PROVIDERS, 'other']),
  way: z.enum(OAUTH_WAYS).default('consent'),
  clientId: text.optional(),
  clientSecret: text.optional(),
  tenant: text.optional(),
  /** The JSON file of a service account as Google makes it, whole. */
  serviceAccount: z.looseObject({ client_email: text, private_key: text }).optional(),
  authorizeUrl: https.optional(),
  tokenUrl: https.optional(),
  deviceUrl: https.optional(),
  scopes: z.array(text).max(50).optional(),
  refreshToken: text.optional(),
  accessToken: text.optional(),
  accessTokenEndsAt: z.iso.datetime().optional(),
})
type OAuthFile = z.output<typeof oauthFile>

/** The largest file that can be one. */
const MOST_BYTES = 100_000

/** The command is run by who runs the machine: it asks every host, and a proxy looks names up itself. */
export const commandFetch = (proxy?: MailProxy): Fetch =>
  fetchThrough(guardedFetch(hostGuard(EXEMPT)), proxy, undefined)

/** The application that a file describes. Throws `UsageError`, `oauth-settings`; no text of the file is in either. */
export async function applicationIn(path: string): Promise<OAuthApplication> {
  return applicationOf(await read(path))
}

/**
 * What gives tokens for a mailbox by such a file. Throws as `applicationIn`, and where nobody has agreed yet.
 * @param proxy of the mail service, which the token server is asked through as well
 */
export async function tokensFromFile(path: string, user: string, proxy?: MailProxy): Promise<TokenSource> {
  const file = await read(path)
  const app = applicationOf(file)
  if (app.way !== 'consent') return tokensOfAdministrator(commandFetch(proxy), app, user)
  if (file.refreshToken === undefined && file.accessToken === undefined)
    throw new UsageError(
      `${path} holds no consent yet.`,
      `Run caravan consent ${path} first, and sign in as the owner of the mailbox.`,
    )
  return tokensOfGrant(commandFetch(proxy), app, fileKeeper(path))
}

/** Puts what the owner of a mailbox has agreed to into the file. Throws `oauth-file-not-written`. */
export const keepGrant = (path: string, grant: Grant): Promise<Grant> =>
  fileKeeper(path).renew(() => Promise.resolve(grant))

function applicationOf(file: OAuthFile): OAuthApplication {
  const { provider, way, tenant, scopes, authorizeUrl, tokenUrl, deviceUrl, serviceAccount } = file
  const clientId = way === 'service-account' ? serviceAccount?.client_email : file.clientId
  const secret = way === 'service-account' ? serviceAccount?.private_key : file.clientSecret
  if (clientId === undefined)
    throw new UsageError(
      way === 'service-account' ? 'The oauth file has no “serviceAccount”.' : 'The oauth file has no “clientId”.',
      'See docs/command.md for what such a file holds.',
    )
  return oauthApplication(
    { provider, way, clientId, tenant, scopes, ...(tokenUrl && { places: { authorizeUrl, tokenUrl, deviceUrl } }) },
    secret === undefined ? undefined : new Secret(secret),
  )
}

async function read(path: string): Promise<OAuthFile> {
  const found = oauthFile.safeParse(jsonOf(path, await contentOf(path)))
  if (found.success) return found.data
  // Only the names of fields are told: their values may be secrets.
  const fields = [...new Set(found.error.issues.map(({ path: at }) => String(at[0] ?? 'the whole')))].slice(0, 5)
  throw new UsageError(
    `${path} is not written as an oauth file (${fields.join(', ')}).`,
    'See docs/command.md for what such a file holds.',
  )
}

async function contentOf(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read (${codeOf(error)}).`, 'Check its path and its rights.')
  })
  try {
    const { mode, size } = await file.stat()
    // Whoever reads it can read the mailbox.
    if ((mode & 0o077) !== 0)
      throw new UsageError(
        `${path} can be read or written by others on this machine (mode ${(mode & 0o777).toString(8)}).`,
        `It is as good as a password: run chmod 600 ${path} first.`,
      )
    if (size > MOST_BYTES) throw new UsageError(`${path} is too large for an oauth file.`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

function jsonOf(path: string, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new UsageError(`${path} is no JSON.`, 'See docs/command.md for what such a file holds.')
  }
}

/**
 * The file as the place of its grant. A refresh token that the server replaced is written before the new access token is
 * used; else the file stays as it is, so that one that cannot be written serves too.
 */
function fileKeeper(path: string): GrantKeeper {
  const keptIn = async (): Promise<Grant> => {
    const { refreshToken, accessToken, accessTokenEndsAt } = await read(path)
    return {
      refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
      access:
        accessToken === undefined
          ? undefined
          : {
              token: new Secret(accessToken),
              endsAt: accessTokenEndsAt === undefined ? undefined : Date.parse(accessTokenEndsAt),
            },
    }
  }
  return {
    renew: async (renewed) => {
      const kept = await keptIn()
      const grant = await renewed(kept).catch(async (error: unknown) => {
        // Another run with the same file may have been faster, and its server takes each refresh token once.
        const now = await keptIn()
        if (now.refreshToken?.reveal() === kept.refreshToken?.reveal()) throw error
        return renewed(now)
      })
      const changed = grant.refreshToken?.reveal() !== kept.refreshToken?.reveal()
      const bare = grant.refreshToken === undefined && grant.access?.token.reveal() !== kept.access?.token.reveal()
      if (changed || bare) await write(path, grant)
      return grant
    },
  }
}

async function write(path: string, { refreshToken, access }: Grant): Promise<void> {
  const file = await read(path)
  delete file.accessToken
  delete file.accessTokenEndsAt
  const content = {
    ...file,
    ...(refreshToken === undefined ? {} : { refreshToken: refreshToken.reveal() }),
    // Worth keeping only where no other can be had.
    ...(refreshToken === undefined && access !== undefined && { accessToken: access.token.reveal() }),
    ...(refreshToken === undefined &&
      access?.endsAt !== undefined && { accessTokenEndsAt: new Date(access.endsAt).toISOString() }),
  }
  const place = await realpath(path)
  const fresh = `${place}.${randomBytes(6).toString('hex')}`
  try {
    // In one step: a run that is killed half way leaves the one or the other.
    await writeFile(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    await rename(fresh, place)
  } catch (error) {
    await rm(fresh, { force: true })
    throw new CaravanError(
      'oauth-file-not-written',
      `The token server replaced the refresh token, and ${path} cannot be written (${codeOf(error)}).`,
      `Give this user the right to write there, and run caravan consent ${path} again: the old refresh token may be used up.`,
    )
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
