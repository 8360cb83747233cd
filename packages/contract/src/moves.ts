import { z } from 'zod'
import { day, folderRules, id, inMove, inOrganisation, moment, name, text } from './common.ts'
import { servicePlace, serviceSignIn } from './discover.ts'
import { oauthRegistration } from './oauth.ts'
import { knownLimits, pace } from './pace.ts'
import { route } from './route.ts'

const kind = z.enum(['same-domain', 'new-addresses', 'first-company-mail'])
const domain = z.string().trim().min(1).max(253)
/** Hour and minute of a day, in the move's time zone. */
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it like 22:30.')
const nightHours = z.object({ from: hour, to: hour })

const settings = z.object({
  name,
  kind,
  /** Some mailboxes stay at the old service. */
  partial: z.boolean(),
  /** The organisation’s own domains, old and new. */
  ownDomains: z.array(domain).max(500),
  cutOverOn: day.nullable(),
  /** Of the IANA database: `Asia/Tehran`. */
  timeZone: z.string().min(1).max(64),
  /** When passes may run; null: at any hour. */
  nightHours: nightHours.nullable(),
  /** Minutes between two deltas of a mailbox; null: none by plan. */
  deltaEveryMinutes: z.int().min(5).max(10_080).nullable(),
  folders: folderRules,
})

export const move = settings.extend({ id, pausedAt: moment.nullable(), version: z.int(), createdAt: moment })

export const listMoves = route({
  id: 'listMoves',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves',
  access: 'read',
  summary: 'The moves of an organisation, the latest first; 500 at most.',
  params: inOrganisation,
  answer: z.object({ items: z.array(move) }),
})

export const makeMove = route({
  id: 'makeMove',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves',
  access: 'move:write',
  summary: 'Plans a move.',
  params: inOrganisation,
  body: settings.partial().extend({ name, kind }),
  status: 201,
  answer: move,
})

export const readMove = route({
  id: 'readMove',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}',
  access: 'read',
  summary: 'One move.',
  params: inMove,
  answer: move,
})

export const changeMove = route({
  id: 'changeMove',
  method: 'PATCH',
  path: '/api/organisations/{organisation}/moves/{move}',
  access: 'move:write',
  summary: 'Changes what is named of a move.',
  params: inMove,
  body: settings.partial(),
  answer: move,
})

/** A proxy between Caravan and a service; TLS is with the service all the same. */
const proxy = z.object({
  /** `https` is an HTTP proxy that is itself spoken to by TLS. */
  kind: z.enum(['socks5', 'http', 'https']),
  /** Looked up and judged by the guard, as the service is, before it is connected to. */
  host: servicePlace.shape.host,
  port: servicePlace.shape.port,
  /** Null: it lets everybody in. */
  user: z.string().min(1).max(255).nullable(),
})

const serviceSettings = z.object({
  name,
  ...servicePlace.shape,
  /** Null: the service is reached directly. */
  proxy: proxy.nullable(),
  /** Of an old service: folders of other users that a mailbox may read, and shared ones, are copied with it. */
  sharedFolders: z.boolean(),
  /**
   * Of an old service that shows one message in several folders. `folders`: it is copied once, into the folder of one of
   * its labels, the others being keywords; `all-mail`: once, into the archive; `every`: into each folder. `auto`: as
   * `folders` where the service is known for its labels (Gmail), else `every`.
   */
  labels: z.enum(['auto', 'folders', 'all-mail', 'every']),
  /** Of lines to it, where it offers that (RFC 4978); `auto`: those that are seen to carry less than 2 MB a second. */
  compress: z.enum(['auto', 'always', 'never']),
  auth: z.enum(['password', 'master']),
  masterUser: z.string().trim().min(1).max(320).nullable(),
  /** What stands between the two in `anna*admin`, where the service wants that; null: whose mailbox it is is said apart (authzid). */
  masterSeparator: z
    .string()
    .regex(/^[!-~]$/, 'One character, as * or %.')
    .nullable(),
  /** Where the passwords of single mailboxes come from: their employees, or a table. Null: nobody has said yet. */
  passwordsFrom: z.enum(['employees', 'table']).nullable(),
  /** To it at once, over all workers. */
  connections: z.int().min(1).max(100),
  pace,
})

export const service = serviceSettings.extend({
  id,
  side: z.enum(['source', 'target']),
  /** `oauth`: by tokens, see `putOAuthClient`. */
  auth: z.enum(['password', 'master', 'oauth']),
  oauth: oauthRegistration.nullable(),
  /** Whether the master user’s password is in the vault. */
  hasPassword: z.boolean(),
  /** Whether the password of its proxy is in the vault. */
  hasProxyPassword: z.boolean(),
  /** What is known of the master user’s sign-in. */
  administrator: z.object({
    /** It has opened a mailbox since it was given. */
    opened: z.boolean(),
    /** Since then nothing signs in with it, so that the account is not locked. Null: it was not refused. */
    refusedAt: moment.nullable(),
  }),
  signIn: serviceSignIn,
  /** By its host. Null: nothing is known. */
  knownLimits: knownLimits.nullable(),
})

export const listServices = route({
  id: 'listServices',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/services',
  access: 'read',
  summary: 'The old and the new services of a move.',
  params: inMove,
  answer: z.object({ items: z.array(service) }),
})

export const makeService = route({
  id: 'makeService',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/services',
  access: 'move:write',
  summary: 'Adds a service. Without TLS, or with a certificate that is not verified, only where that is said.',
  params: inMove,
  body: serviceSettings.extend({
    side: z.enum(['source', 'target']),
    port: serviceSettings.shape.port.default(993),
    tls: serviceSettings.shape.tls.default('implicit'),
    unverified: z.boolean().default(false),
    proxy: serviceSettings.shape.proxy.default(null),
    sharedFolders: z.boolean().default(false),
    labels: serviceSettings.shape.labels.default('auto'),
    compress: serviceSettings.shape.compress.default('auto'),
    auth: serviceSettings.shape.auth.default('password'),
    masterUser: serviceSettings.shape.masterUser.default(null),
    masterSeparator: serviceSettings.shape.masterSeparator.default(null),
    passwordsFrom: serviceSettings.shape.passwordsFrom.default(null),
    connections: serviceSettings.shape.connections.default(4),
    pace: serviceSettings.shape.pace.default({ outPerDay: null, inPerDay: null, bandwidth: null }),
  }),
  status: 201,
  answer: service,
})

const oneService = inMove.extend({ service: id })

export const changeService = route({
  id: 'changeService',
  method: 'PATCH',
  path: '/api/organisations/{organisation}/moves/{move}/services/{service}',
  access: 'move:write',
  summary:
    'Changes what is named of a service. At another host, port or master user its password is erased, at another proxy that of the proxy.',
  params: oneService,
  body: serviceSettings.partial(),
  answer: service,
})

export const removeService = route({
  id: 'removeService',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/services/{service}',
  access: 'move:write',
  summary: 'Removes a service and its password; mailboxes at it have none until another is named.',
  params: oneService,
  status: 204,
})

export const putServicePassword = route({
  id: 'putServicePassword',
  method: 'PUT',
  path: '/api/organisations/{organisation}/moves/{move}/services/{service}/password',
  access: 'credentials:write',
  summary: 'Puts the master user’s password into the vault; nobody reads it again.',
  params: oneService,
  body: z.object({ password: z.string().min(1).max(10_000) }),
  status: 204,
})

export const putProxyPassword = route({
  id: 'putProxyPassword',
  method: 'PUT',
  path: '/api/organisations/{organisation}/moves/{move}/services/{service}/proxy-password',
  access: 'credentials:write',
  summary: 'Puts the password of a service’s proxy into the vault; nobody reads it again. Another proxy erases it.',
  params: oneService,
  body: z.object({ password: z.string().min(1).max(255) }),
  status: 204,
})

export const trySignIn = route({
  id: 'trySignIn',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/services/{service}/try',
  access: 'credentials:write',
  summary:
    'Signs in once as the user of one mailbox, with the master user and the password in the vault, and counts what is there. Five a minute for a service.',
  params: oneService,
  body: z.object({ user: z.string().trim().min(1).max(320) }),
  answer: z.object({
    /** Null where the server did not say in time. */
    messages: z.int().nullable(),
    folders: z.int().nullable(),
  }),
})

export const eraseCredentials = route({
  id: 'eraseCredentials',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/credentials',
  access: 'credentials:write',
  summary:
    'Erases every password and consent that was given for a move, as its closing asks. Not while a pass waits or runs. Consents are taken back at their providers then, where these let it: that may take up to a minute.',
  params: inMove,
  answer: z.object({
    erased: z.int(),
    /** Consents that their providers have taken back. */
    withdrawn: z.int(),
    /** Consents that stay there until somebody removes them: the log says why. */
    kept: z.int(),
  }),
})

export const wave = z.object({
  id,
  name,
  position: z.int(),
  /** By plan: it starts by itself then, once the move copies. */
  startsAt: moment.nullable(),
  startedAt: moment.nullable(),
  pausedAt: moment.nullable(),
  mailboxes: z.int(),
})

const waveSettings = z.object({
  name,
  position: z.int().min(-1_000_000).max(1_000_000),
  startsAt: moment.nullable(),
})

export const listWaves = route({
  id: 'listWaves',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/waves',
  access: 'read',
  summary: 'The waves of a move, in their order.',
  params: inMove,
  answer: z.object({ items: z.array(wave) }),
})

export const makeWave = route({
  id: 'makeWave',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/waves',
  access: 'move:write',
  summary: 'Adds a wave.',
  params: inMove,
  body: waveSettings.extend({
    position: waveSettings.shape.position.default(0),
    startsAt: waveSettings.shape.startsAt.default(null),
  }),
  status: 201,
  answer: wave,
})

const oneWave = inMove.extend({ wave: id })

export const changeWave = route({
  id: 'changeWave',
  method: 'PATCH',
  path: '/api/organisations/{organisation}/moves/{move}/waves/{wave}',
  access: 'move:write',
  summary: 'Changes what is named of a wave.',
  params: oneWave,
  body: waveSettings.partial(),
  answer: wave,
})

export const removeWave = route({
  id: 'removeWave',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/moves/{move}/waves/{wave}',
  access: 'move:write',
  summary: 'Removes a wave; its mailboxes are in none then.',
  params: oneWave,
  status: 204,
})

const stageName = z.enum(['assess', 'approve', 'prepare', 'copy', 'announce', 'cutover', 'watch', 'close'])

const refusedSignIn = z.object({
  address: z.string(),
  side: z.enum(['source', 'target']),
  service: z.string().nullable(),
  serverReply: z.string().nullable(),
})

const check = z.object({
  name: z.string(),
  status: z.enum(['green', 'red', 'unknown', 'not-applicable', 'not-built']),
  /** Null where it was not looked at, or nothing is known. */
  evidence: z
    .object({
      amiss: z.number(),
      of: z.number().nullable(),
      examples: z.array(z.string()),
      /** Of sign-ins that are refused: which side refuses some of them, with its own words. */
      refusals: z.array(refusedSignIn).optional(),
    })
    .nullable(),
  asks: z.string(),
  remedy: z.string(),
  /** Roles; empty: nobody. */
  overridableBy: z.array(z.string()),
  override: z.object({ by: z.string(), role: z.string(), at: moment, reason: z.string() }).nullable(),
})

export const stages = z.object({
  /** To be sent with the next step: it is refused where somebody was faster. */
  version: z.int(),
  /** Whether a change request has to be approved; the organisation’s own setting. */
  approvalRequired: z.boolean(),
  items: z.array(
    z.object({
      stage: stageName,
      status: z.enum(['waiting', 'open', 'left']),
      since: moment.nullable(),
      applies: z.boolean(),
      /** False: Caravan cannot judge anything of it yet. */
      built: z.boolean(),
      begins: day.nullable(),
      ends: day.nullable(),
      /** Where today stands to these days. */
      standing: z.enum(['ahead', 'due', 'past', 'undated']),
      parts: z.array(z.object({ part: z.string(), applies: z.boolean() })),
      mayLeave: z.boolean(),
      /** Of a stage that has not begun: those that have to be left or begun before it. Empty: it may begin. */
      waitsFor: z.array(stageName),
      checks: z.array(check),
    }),
  ),
})

export const readStages = route({
  id: 'readStages',
  method: 'GET',
  path: '/api/organisations/{organisation}/moves/{move}/stages',
  access: 'read',
  summary: 'The stages of a move with their days, gates and evidence.',
  params: inMove,
  answer: stages,
})

const stageStep = { version: z.int().min(0), stage: stageName }

export const advanceStage = route({
  id: 'advanceStage',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/stages',
  access: 'move:run',
  summary: 'Opens, leaves or reopens a stage, or withdraws an override. Refused with every reason there is.',
  params: inMove,
  body: z.discriminatedUnion('do', [
    z.object({ do: z.literal('open'), ...stageStep }),
    z.object({ do: z.literal('leave'), ...stageStep }),
    z.object({ do: z.literal('reopen'), ...stageStep, reason: text }),
    z.object({ do: z.literal('withdraw-override'), ...stageStep, check: z.string().max(100) }),
  ]),
  answer: stages,
})

export const overrideCheck = route({
  id: 'overrideCheck',
  method: 'POST',
  path: '/api/organisations/{organisation}/moves/{move}/stages/override',
  access: 'gate:override',
  summary: 'Passes over a check with a reason, for what was found and nothing worse.',
  params: inMove,
  body: z.object({ ...stageStep, check: z.string().max(100), reason: text }),
  answer: stages,
})

export const readApprovalGate = route({
  id: 'readApprovalGate',
  method: 'GET',
  path: '/api/organisations/{organisation}/approval-gate',
  access: 'read',
  summary: 'Whether moves of the organisation need an approved change request.',
  params: inOrganisation,
  answer: z.object({ required: z.boolean() }),
})

export const setApprovalGate = route({
  id: 'setApprovalGate',
  method: 'PUT',
  path: '/api/organisations/{organisation}/approval-gate',
  access: 'organisation:manage',
  summary: 'Says whether moves of the organisation need an approved change request.',
  params: inOrganisation,
  body: z.object({ required: z.boolean() }),
  status: 204,
})
