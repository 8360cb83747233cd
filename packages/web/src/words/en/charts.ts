export const chart = {
  pace: 'Messages a minute',
  span: 'How far back',
  last: { h3: 'last 3 hours', h24: 'last day', h168: 'last week' },
  paceNone: 'Nothing was copied in these hours. When a copy runs, its pace is drawn here by itself.',
  paceSummary: '{{now, number}} a minute now; {{most, number}} at most, at {{when}}.',
  perMinute: {
    plural: { one: '{{count, number}} message a minute', other: '{{count, number}} messages a minute' },
  },
  copied: 'copied',
  verified: 'read again at the new home',
  time: 'Time',
  table: 'As a table',
  states: 'Mailboxes over time',
  statesSummary:
    'Since {{when}} the mailboxes that are home went from {{then, number}} to {{now, number}} of {{of, number}}.',
  homeThen: { plural: { one: '{{count, number}} home', other: '{{count, number}} home' } },
  tone: {
    ok: 'home',
    going: 'being copied',
    warning: 'exceptions or not finished',
    bad: 'stuck',
    idle: 'waiting',
  },
} as const

export const need = {
  paused: {
    title: 'The move stands still',
    text: 'Somebody paused it. Nothing is copied until it goes on; what was copied stays.',
    button: 'Let it go on',
  },
  pause: 'Pause',
  retry: 'Try again now',
  retried: 'Asked for. It begins as soon as a worker is free.',
  openMailbox: 'Open the mailbox',
  invite: 'Send a new link',
  inviteByLink: 'Make a link to copy',
  invited: 'A letter with a new link goes out. The link before it ends.',
  notInvited: 'No letter can reach this employee. Make a link and hand it over yourself.',
  link: 'Shown once: give it to the employee alone',
  copy: 'Copy',
  copied: 'Copied',
  remind: 'Remind those who have not answered',
  reminded: {
    plural: { one: '{{count, number}} letter goes out.', other: '{{count, number}} letters go out.' },
  },
  run: { delta: 'Run a delta now', final: 'Run the final pass' },
  asked: {
    plural: { one: '{{count, number}} pass was asked for.', other: '{{count, number}} passes were asked for.' },
  },
  decide: 'Decide',
  nameOwners: 'Name owners',
  toMailboxes: 'Look at the mailboxes',
  toAddresses: 'Look at the addresses',
  toPeople: 'See who has answered',
  toExceptions: 'Read them',
  toWaves: 'Look at the waves',
} as const
