import type { AnswerOf, employees, exceptions, passes, people } from '@caravan/contract'
import { LOOKED_AT } from './pictured-company.ts'
import { ago, EVENTS, type Figures, uuid, WAVES } from './pictured-figures.ts'

type Row = AnswerOf<typeof people.readMailbox>
const BLANK: Omit<Row, 'id' | 'sourceAddress' | 'displayName'> = {
  ...{ targetAddress: null, wave: uuid(51), project: null, sourceService: null, targetService: null },
  ...{ sourceFiles: false, sourceUser: null, targetUser: null, firstName: null, middleName: null, lastName: null },
  ...{ nickname: null, department: null, contact: null, aliases: [], kind: 'person', ownerName: null },
  ...{ ownerEmail: null, decision: 'move', notes: '', priority: 0, roleKey: null, decidedBy: 'Olga Owner' },
  ...{ decidedAt: ago(90), pausedAt: null, hasSourceCredential: true, hasTargetCredential: true, lastPass: null },
  ...{ problems: [], state: 'home', messages: null, done: null, bytes: null, exceptions: 0, exceptionsOpen: 0 },
  trouble: null,
}
const mailbox = (n: number, name: string, address: string, more: Partial<Row>): Row => ({
  ...{ ...BLANK, id: uuid(n), displayName: name, sourceAddress: `${address}@kestrel.example` },
  targetAddress: `${address}@kestrel-bay.example`,
  ...more,
})

/** Of every state; with long names and with names in other scripts. */
const ROWS: readonly Row[] = [
  mailbox(11, 'Anna Berg', 'anna', { messages: 18_402, done: 18_402, bytes: 2_100_000_000, wave: uuid(50) }),
  mailbox(12, 'Accounts', 'accounts', {
    ...{ kind: 'role', state: 'exceptions', messages: 33_509, done: 33_505, bytes: 7_700_000_000 },
    ...{ exceptions: 4, exceptionsOpen: 4, ownerName: 'Anna Berg' },
  }),
  mailbox(13, '王芳', 'wang', { state: 'queued', messages: 8_731, done: 0, bytes: 900_000_000 }),
  mailbox(3, 'Мария Петрова', 'maria.petrova', {
    ...{ state: 'stuck', messages: 52_118, done: 16_204, bytes: 6_400_000_000 },
    trouble: {
      ...{ cause: 'pass-fails', code: 'sign-in-refused', message: 'The old server does not take the password.' },
      ...{ serverReply: '535 5.7.8 Error: authentication failed', remedy: 'Ask for a new one.', since: ago(2) },
    },
  }),
  mailbox(14, 'Sales', 'sales', {
    ...{ kind: 'role', state: 'copying', messages: 91_240, done: 68_000, bytes: 11_800_000_000 },
    problems: ['role-without-owner'],
  }),
  mailbox(15, 'رضا کریمی', 'karimi', { state: 'paused', pausedAt: ago(1), messages: 12_077, done: 9_000, wave: null }),
  mailbox(16, 'Maximiliane von Hohenstein-Wartenberg', 'maximiliane.von.hohenstein-wartenberg', { state: 'not-begun' }),
  mailbox(17, 'Ben Archer', 'ben', { state: 'undecided', decision: 'undecided', wave: null }),
  mailbox(18, 'Old trainee', 'trainee', { state: 'left', decision: 'leave-behind', wave: null }),
]
const COUNTS: AnswerOf<typeof people.countMailboxes> = {
  total: ROWS.length,
  decisions: [
    { value: 'move', count: 7 },
    { value: 'undecided', count: 1 },
    { value: 'leave-behind', count: 1 },
  ],
  states: ROWS.map(({ state }) => ({ value: state, count: 1 })),
  kinds: [
    { value: 'person', count: 7 },
    { value: 'role', count: 2 },
  ],
  waves: [{ value: uuid(51), count: 5 }],
}
export const MAILBOXES: Figures = {
  'mailboxes?*': { items: ROWS },
  'mailboxes/count*': COUNTS,
  'moves/*/waves': { items: WAVES },
}
const folder = (name: string, messages: number, there: number) => ({
  ...{ name, target: name.split('/'), messages, there, bytes: messages * 60_000 },
  ...{ exact: Math.max(0, there - 12), normalised: there > 12 ? 12 : 0, equivalent: 0, mismatched: 0 },
})
const FOLDERS: AnswerOf<typeof people.listMailboxFolders> = {
  items: [
    ['INBOX', 31_402, 9_870],
    ['Отправленные', 14_205, 6_334],
    ['Клиенты/2024', 4_120, 0],
    ['Проекты/Двери «Люкс»', 2_391, 0],
    ['Archive/2019/Correspondence with the harbour authority', 1_204, 1_204],
  ].map(([name, messages, there]) => folder(String(name), Number(messages), Number(there))),
  total: 5,
}
const pass = (n: number, more: Partial<AnswerOf<typeof passes.askPass>>): AnswerOf<typeof passes.askPass> => ({
  ...{ id: uuid(70 + n), move: uuid(2), mailbox: LOOKED_AT, sourceAddress: 'maria.petrova@kestrel.example' },
  ...{
    kind: 'first',
    state: 'ended',
    requestedBy: 'Olga Owner',
    requestedAt: ago(4 + 20 * n),
    startedAt: ago(4 + 20 * n),
  },
  ...{ endedAt: ago(2 + 20 * n), status: null, error: null },
  ...more,
})
const PASSES: AnswerOf<typeof passes.listPasses> = {
  items: [
    pass(0, {
      status: 'interrupted',
      error: {
        ...{ code: 'sign-in-refused', message: 'The old server does not take the password.' },
        ...{ remedy: 'Ask for a new one.', serverReply: '535 5.7.8 Error: authentication failed' },
      },
    }),
    pass(1, { kind: 'trial', status: 'green' }),
    pass(2, { kind: 'verify', status: 'exceptions' }),
    pass(3, { state: 'queued', startedAt: null, endedAt: null }),
  ],
}
const LISTED: AnswerOf<typeof exceptions.listExceptions> = {
  items: [1, 2, 3].map((n) => ({
    ...{ key: `key-${n}`, folder: 'Клиенты/2024', uid: n, messageId: `<${n}@kestrel.example>` },
    subject:
      ['Drawings of the harbour doors, all of them, in full size', 'Договор и приложения', '合同扫描件'][n - 1] ?? '',
    ...{
      date: ago(900 * n),
      size: 31_000_000 * n,
      code: 'message-too-large',
      serverReply: 'NO [TOOBIG] Message too large',
    },
    ...{ remedy: 'Raise the limit there, then run again.' },
    accepted: n === 3 ? { by: 'Olga Owner', at: ago(3), reason: 'Kept in the archive.' } : null,
  })),
  unlisted: 0,
}
const LOG: AnswerOf<typeof people.listMailboxEvents> = {
  items: EVENTS.items.slice(0, 6).map(({ position, kind, at, data }) => ({ position, kind, at, data })),
}
const within = (row: Row | undefined): Figures => ({
  ...MAILBOXES,
  [`mailboxes/${LOOKED_AT}`]: { ...row, id: LOOKED_AT },
  'mailboxes/*/folders': FOLDERS,
  'passes?*': PASSES,
  'mailboxes/*/exceptions': LISTED,
  'mailboxes/*/events': LOG,
})
/** One that is stuck; and one with exceptions, of a role that nobody answers for. */
export const STUCK = within(ROWS[3])
export const EXCEPTIONAL = within({ ...ROWS[1], ownerName: null, problems: ['role-without-owner'] } as Row)

type Employee = AnswerOf<typeof employees.listEmployees>['items'][number]
const STATES = ['given', 'opened', 'invited', 'refused', 'expired', 'not-invited', 'not-needed'] as const
const EMPLOYEES: readonly Employee[] = STATES.map((state, n) => ({
  ...{
    mailbox: ROWS[n]?.id ?? '',
    sourceAddress: ROWS[n]?.sourceAddress ?? '',
    displayName: ROWS[n]?.displayName ?? '',
  },
  ...{ wave: null, state, language: (['en', 'ru', 'zh', 'fa'] as const)[n % 4] ?? 'en' },
  invitation: state.startsWith('not')
    ? null
    : {
        ...{ by: n % 2 === 0 ? 'letter' : 'link', invitedBy: 'Olga Owner', madeAt: ago(50), expiresAt: ago(-300) },
        ...{ letterTo: ROWS[n]?.sourceAddress ?? '', sentAt: ago(49), letterWaits: false, letterError: null },
        ...{ openedAt: n < 2 ? ago(30) : null, reminders: n % 3, remindedAt: n % 3 === 0 ? null : ago(20) },
      },
  ...{ givenAt: state === 'given' ? ago(20) : null, checked: state === 'given' },
  ...(state === 'given' ? { messages: 18_402, folders: 18 } : { messages: null, folders: null }),
  refused:
    state === 'refused'
      ? {
          ...{ code: 'password-wrong', title: 'The old mailbox does not take this password.' },
          ...{ remedy: 'Copy it once more.', serverReply: '[AUTHENTICATIONFAILED] Authentication failed.' },
        }
      : null,
  refusedAt: state === 'refused' ? ago(5) : null,
  steps: {
    signedIn: state === 'given' ? ago(2) : null,
    passwordChanged: null,
    secondFactor: null,
    oldAccountRemoved: null,
  },
  welcome:
    state === 'given'
      ? { ...{ state: 'opened', laidAt: ago(9), openedAt: ago(3), goneAt: null, lookedAt: ago(1) }, error: null }
      : null,
}))
export const PEOPLE: Figures = {
  'employees?*': { items: EMPLOYEES },
  'employees/count': {
    states: { given: 9, opened: 2, invited: 3, refused: 1, expired: 1, 'not-invited': 4, 'not-needed': 2 },
    letters: { waiting: 1, failed: 1 },
    steps: { signedIn: 5, passwordChanged: 3, secondFactor: 2, oldAccountRemoved: 1 },
    welcome: { states: { due: 1, unopened: 3, opened: 5, gone: 0 }, failed: 0 },
  } satisfies AnswerOf<typeof employees.countEmployees>,
  'employees/invite': {
    ...{ invited: 2, skipped: 0, examples: [] },
    links: EMPLOYEES.slice(0, 2).map(({ mailbox: id, sourceAddress }) => ({
      ...{ mailbox: id, sourceAddress, expiresAt: ago(-300) },
      link: 'https://move.kestrel.example/employee#invite_Qm8Xw2kA1bT0pL5sV9dZ3g',
    })),
  } satisfies AnswerOf<typeof employees.inviteEmployees>,
}
