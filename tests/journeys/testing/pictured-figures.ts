import type {
  AnswerOf,
  alerts,
  estimates,
  exceptions,
  history,
  moves,
  overview,
  people,
  waves,
} from '@caravan/contract'
import { LOOKED_AT } from './pictured-company.ts'

/** Answers by the pattern of their path under `/api`: what no fixture of a few seconds has come to, to look at. */
export type Figures = Readonly<Record<string, unknown>>

export const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const BY_STATE: AnswerOf<typeof overview.readProgress> = {
  ...{ mailboxes: 40, undecided: 2, copied: 34, home: 24, renewing: 1 },
  states: [
    { state: 'home', count: 22 },
    { state: 'exceptions', count: 1 },
    { state: 'copying', count: 4 },
    { state: 'queued', count: 5 },
    { state: 'paused', count: 1 },
    { state: 'stuck', count: 1 },
  ],
}

const ALERTS: AnswerOf<typeof alerts.listAlerts> = {
  items: [
    {
      ...{ id: uuid(1), move: uuid(2), mailbox: LOOKED_AT },
      ...{ sourceAddress: 'maria.petrova@kestrel.example', sourceService: null },
      ...{ cause: 'pass-fails', code: 'sign-in-refused', message: 'The old server does not take the password.' },
      ...{ serverReply: '535 5.7.8 Error: authentication failed', remedy: 'Ask the owner for a new app password.' },
      ...{ since: ago(2), raisedAt: ago(0), clearedAt: null, toldAt: null },
    },
  ],
}

/** A move in its busiest hours, of which nothing is drawn yet. */
export const BEGUN: Figures = { progress: BY_STATE, 'alerts?*': ALERTS }

const HISTORY: AnswerOf<typeof history.readHistory> = {
  ...{ from: ago(3), to: ago(0), everyMinutes: 5 },
  pace: Array.from({ length: 36 }, (_, n) => ({
    at: new Date(Math.floor(Date.now() / 300_000 - 36 + n) * 300_000).toISOString(),
    copied: Math.round(2_400 + 900 * Math.sin(n / 5)) * (n === 20 ? 0 : 1),
    bytes: 90_000_000,
    verified: Math.round(1_500 + 500 * Math.cos(n / 4)),
  })),
  states: [30, 22, 14, 6, 1].map((hours, n) => ({
    at: ago(hours),
    states: [
      { state: 'home' as const, count: 5 * n + 2 },
      { state: 'copying' as const, count: 4 },
      { state: 'queued' as const, count: 28 - 5 * n },
      { state: 'stuck' as const, count: n > 2 ? 1 : 0 },
    ],
  })),
  end: { at: new Date(Date.now() + 5 * 3_600_000).toISOString(), left: 90_812, perMinute: 312 },
}

export const EVENTS: AnswerOf<typeof overview.listMoveEvents> = {
  position: 900,
  items: (
    [
      ['pass.ended', { status: 'green', kind: 'first', mailbox: uuid(11) }, 'anna@kestrel.example'],
      [
        'mailbox.stuck',
        { address: 'maria.petrova@kestrel.example', mailbox: LOOKED_AT },
        'maria.petrova@kestrel.example',
      ],
      ['pass.ended', { status: 'exceptions', kind: 'first', mailbox: uuid(12) }, 'accounts@kestrel.example'],
      ['employee.gave', { mailbox: uuid(13) }, 'ben@kestrel.example'],
      ['mailboxes.changed', { count: 12 }, null],
      ['pass.started', { kind: 'first', mailbox: uuid(14) }, 'sales@kestrel.example'],
      ['move.stage-opened', { stage: 'copy' }, null],
      ['move.stage-left', { stage: 'prepare' }, null],
    ] as const
  ).map(([kind, data, sourceAddress], n) => ({
    ...{ position: 900 - n, kind, at: ago(n * 5), data, sourceAddress },
  })),
}

export const BUSY: Figures = { ...BEGUN, 'history?*': HISTORY, 'moves/*/events*': EVENTS }

const GROUPS: AnswerOf<typeof exceptions.exceptionsByCode> = {
  items: [
    {
      ...{ code: 'message-too-large', remedy: 'Raise the limit there, then run again.' },
      ...{ mailboxes: 3, open: 14, accepted: 2 },
    },
    {
      ...{ code: 'rewritten', remedy: 'Nothing, unless a signature must stay valid.' },
      ...{ mailboxes: 1, open: 1, accepted: 0 },
    },
  ],
}
export const EXCEPTIONS: Figures = { 'moves/*/exceptions': GROUPS }

export const WAVES: AnswerOf<typeof moves.listWaves>['items'] = [
  ['Pilot', -30, -30],
  ['Sales and support', -2, -2],
  ['Management', 90, null],
].map(([name, starts, started], n) => ({
  ...{ id: uuid(50 + n), name: String(name), position: n, pausedAt: null, mailboxes: [4, 22, 8][n] ?? 0 },
  startsAt: ago(-Number(starts)),
  startedAt: started === null ? null : ago(-Number(started)),
}))

const PLANNED: Figures = {
  'moves/*/waves': { items: WAVES },
  'waves/progress': {
    items: [...WAVES.map(({ id }) => id), null].map((wave, n) => ({ ...BY_STATE, ...waveOf(n), wave })),
  } satisfies AnswerOf<typeof waves.readWaveProgress>,
}

/** Gmail holds back its largest mailbox; two more were not counted yet. */
const ESTIMATE: NonNullable<AnswerOf<typeof estimates.readEstimate>['move']['estimate']> = {
  ...{ seconds: 1_930_000, copySeconds: 1_900_000, decidedBy: 'source-out', service: 'Gmail', atOnce: null },
  limit: { kept: 2_250_000_000, allowed: 2_500_000_000 },
  longest: { mailbox: 'one', address: 'sales@kestrel.example', messages: 400_000, bytes: 48_300_000_000 },
}

export const ESTIMATED: Figures = {
  ...PLANNED,
  estimate: {
    move: { mailboxes: 34, uncounted: 2, messages: 1_204_113, bytes: 214_000_000_000, estimate: ESTIMATE },
    waves: WAVES.map(({ id: wave }, n) => ({
      ...{ wave, mailboxes: n === 0 ? 0 : 8, uncounted: 0, messages: 90_000, bytes: 31_000_000_000 },
      estimate: n === 0 ? null : { ...ESTIMATE, seconds: n === 1 ? ESTIMATE.seconds : 31_000 * n },
    })),
    assumed: { bytesPerSecond: 2_000_000, messagesPerSecond: 100 },
  } satisfies AnswerOf<typeof estimates.readEstimate>,
}

export const TURNS: Figures = {
  estimate: {
    move: {
      ...{ mailboxes: 900, uncounted: 0, messages: 1_204_113, bytes: 2_140_000_000_000 },
      estimate: { ...ESTIMATE, seconds: 590_000, decidedBy: 'connections', atOnce: 2, limit: null, longest: null },
    },
    waves: [],
    assumed: { bytesPerSecond: 2_000_000, messagesPerSecond: 100 },
  } satisfies AnswerOf<typeof estimates.readEstimate>,
}

function waveOf(n: number): Partial<AnswerOf<typeof overview.readProgress>> {
  if (n === 0) return { ...{ mailboxes: 4, copied: 4, home: 4, undecided: 0 }, states: [{ state: 'home', count: 4 }] }
  if (n === 1) return {}
  return { ...{ mailboxes: 8, copied: 7, home: 0, undecided: 1 }, states: [{ state: 'not-begun', count: 7 }] }
}

export const SEEN_ADDRESSES: Figures = {
  'seen-addresses?*': {
    items: ['office', 'press', 'j.archer', 'sales-2019', 'anna+shop'].map((name, n) => ({
      ...{ address: `${name}@kestrel.example`, messages: 1_204 >> n, delivered: 900 >> n, junk: n === 3 ? 80 : 0 },
      ...{ firstSeen: ago(40_000), lastSeen: ago(30 * n + 2), inMove: false, sorts: n === 4 ? ['plus' as const] : [] },
      ...{ decision: null, decidedBy: null, decidedAt: null },
    })),
  } satisfies AnswerOf<typeof people.listSeenAddresses>,
  'seen-addresses/progress': {
    ...{ mailboxes: 38, read: 36, incomplete: 1, waiting: 1, running: 1, messages: 503_118, addresses: 61 },
    ...{ undecided: 5, lastReadAt: ago(1) },
  } satisfies AnswerOf<typeof people.seenAddressesProgress>,
}

/** What a server of Google's shows of itself (recorded). */
export const SEEN: Figures = {
  'services/look': {
    ...{ state: 'answers', greeting: 'Gimap ready for requests', server: 'GImap', profile: 'gmail', error: null },
    capabilities: ['IMAP4REV1', 'QUOTA', 'X-GM-EXT-1', 'AUTH=XOAUTH2', 'AUTH=PLAIN', 'APPENDLIMIT=35651584'],
    certificate: {
      ...{ names: ['imap.gmail.com'], issuer: 'Google Trust Services', fault: null },
      ...{ validFrom: '2026-10-20T08:00:00Z', validTo: '2027-01-12T08:00:00Z' },
    },
    signIn: { provider: 'gmail', way: 'app-password', steps: [], page: 'https://myaccount.google.com/apppasswords' },
  },
}

const GOOGLE = 'https://support.google.com/a/answer/1071518, as its customers quote it'

/** A service of which everything is known and much was set. */
export const DETAILED: Figures = {
  services: {
    items: [
      {
        ...{ id: '00000000-0000-4000-8000-000000000071', side: 'source', name: 'Gmail', host: 'imap.gmail.com' },
        ...{ port: 993, tls: 'implicit', unverified: false, auth: 'password', masterUser: null, masterSeparator: null },
        ...{ passwordsFrom: 'employees', oauth: null, hasPassword: false, connections: 6, hasProxyPassword: true },
        ...{ compress: 'always', sharedFolders: true, labels: 'all-mail' },
        proxy: { kind: 'socks5', host: 'proxy.kestrel.example', port: 1080, user: 'caravan' },
        administrator: { opened: false, refusedAt: null },
        signIn: { provider: 'gmail', way: 'app-password', steps: [], page: null },
        pace: { outPerDay: 0, inPerDay: 300_000_000, bandwidth: 500_000 },
        knownLimits: {
          name: 'Gmail',
          outPerDay: { value: 2_500_000_000, kept: 2_250_000_000, source: GOOGLE, read: '2026-11' },
          inPerDay: { value: 500_000_000, kept: 450_000_000, source: GOOGLE, read: '2026-11' },
          connections: { value: 15, source: 'github.com/dlt-hub/verified-sources/pull/615', read: '2026-11' },
        },
      },
    ],
  },
}

export const PASSKEYS: Figures = {
  'me/passkeys': {
    items: [
      { id: 'one', name: 'Phone of Olga', createdAt: ago(900), lastUsedAt: ago(3), synced: true },
      { id: 'two', name: null, createdAt: ago(400), lastUsedAt: null, synced: false },
    ],
  },
}

export const CODE_ASKED: Figures = { 'auth/sign-in/email': { twoFactorRedirect: true } }
