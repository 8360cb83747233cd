export const mailboxes = {
  search: 'Search names and addresses',
  clearSearch: 'Empty the search',
  clear: 'Clear filters',
  any: 'Any',
  columns: 'Columns',
  export: 'Export CSV',
  total: { plural: { one: '{{count, number}} mailbox', other: '{{count, number}} mailboxes' } },
  renew: 'The list has changed: show it as it is now',
  keys: 'j / k to move · x to select · Enter to open · / to search',
  mayNot: 'You may look. Leads and owners of the organisation may change things here.',
  gone: 'Taken out of the move',
  shared: 'shared',
  noWave: 'In no wave',
  selectAll: 'Select all that the list shows',
  selected: { plural: { one: '{{count, number}} selected', other: '{{count, number}} selected' } },
  takeAll: 'Select all {{total}}',
  unselect: 'Clear selection',
  decide: 'Decide',
  toWave: 'Put into a wave',
  startPass: 'Start a pass',
  pause: 'Pause',
  resume: 'Resume',
  yes: 'Do it',
  no: 'Cancel',
  open: { plural: { one: '{{count, number}} exception', other: '{{count, number}} exceptions' } },
  filter: { decision: 'Decision', state: 'State', wave: 'Wave', kind: 'Kind', service: 'Service' },
  decision: {
    undecided: 'Not decided',
    move: 'Moves',
    'archive-only': 'Archive only',
    stay: 'Stays at the old service',
    'leave-behind': 'Left behind',
  },
  state: { undecided: 'not decided', left: 'is not copied' },
  kind: { person: 'A person’s', role: 'Shared by a role' },
  side: { source: 'From {{name}}', target: 'To {{name}}' },
  column: {
    name: 'Mailbox',
    state: 'State',
    progress: 'Copied',
    messages: 'Messages',
    bytes: 'Size',
    wave: 'Wave',
    'last-pass': 'Last pass',
    decision: 'Decision',
    target: 'New address',
    owner: 'Owner',
    department: 'Department',
  },
  views: 'Views',
  viewsNone:
    'A view keeps the search, filters, order and columns of this list under a name, in this browser. To share one, send the address of the page.',
  viewName: 'Name of this view',
  viewKeep: 'Keep',
  viewForget: 'Forget the view “{{name}}”',
  role: {
    name: 'Shared address',
    role: 'Mark as shared address…',
    person: 'It is a person’s',
    ask: 'Mark {{address}} as a shared address?',
    text: 'It belongs to a task and not to a person. Somebody has to answer for it from the first day.',
    mark: 'Mark it',
    owner: 'Who answers for it',
  },
  deletions: {
    too: 'Also delete at the new home what was deleted at the old one',
    hint: 'Otherwise it stays at the new home.',
    which:
      'Only copies that Caravan made and that nobody has read, flagged or filed since. What came to the new home otherwise stays.',
    most: 'Of each mailbox at most a tenth, or 20 messages. Where more are gone, none is deleted, and the report says so.',
    ever: 'They are deleted for good and cannot be brought back from there.',
    yes: 'Start and delete',
  },
  ask: {
    role: {
      plural: {
        one: 'Mark {{count, number}} mailbox as a shared address?',
        other: 'Mark {{count, number}} mailboxes as shared addresses?',
      },
    },
    person: {
      plural: {
        one: '{{count, number}} mailbox belongs to a person?',
        other: '{{count, number}} mailboxes belong to a person each?',
      },
    },
    verify: {
      plural: {
        one: 'Read {{count, number}} mailbox again on both sides and compare, changing nothing?',
        other: 'Read each of {{count, number}} mailboxes again on both sides and compare, changing nothing?',
      },
    },
    decide: {
      plural: {
        one: 'Decide for {{count, number}} mailbox: “{{decision}}”?',
        other: 'Decide for {{count, number}} mailboxes: “{{decision}}”?',
      },
    },
    wave: {
      plural: {
        one: 'Put {{count, number}} mailbox into the wave “{{wave}}”?',
        other: 'Put {{count, number}} mailboxes into the wave “{{wave}}”?',
      },
    },
    noWave: {
      plural: {
        one: 'Take {{count, number}} mailbox out of its wave?',
        other: 'Take {{count, number}} mailboxes out of their waves?',
      },
    },
    trial: {
      plural: {
        one: 'Start a trial pass over {{count, number}} mailbox?',
        other: 'Start a trial pass over each of {{count, number}} mailboxes?',
      },
    },
    first: {
      plural: {
        one: 'Start the first pass over {{count, number}} mailbox?',
        other: 'Start the first pass over each of {{count, number}} mailboxes?',
      },
    },
    delta: {
      plural: {
        one: 'Copy what is new in {{count, number}} mailbox?',
        other: 'Copy what is new in {{count, number}} mailboxes?',
      },
    },
    final: {
      plural: {
        one: 'Start the final pass over {{count, number}} mailbox?',
        other: 'Start the final pass over each of {{count, number}} mailboxes?',
      },
    },
    pause: {
      plural: { one: 'Pause {{count, number}} mailbox?', other: 'Pause {{count, number}} mailboxes?' },
    },
    resume: {
      plural: {
        one: 'Let {{count, number}} mailbox go on?',
        other: 'Let {{count, number}} mailboxes go on?',
      },
    },
  },
  changed: {
    plural: { one: '{{count, number}} mailbox was changed.', other: '{{count, number}} mailboxes were changed.' },
  },
  passesAsked: {
    plural: {
      one: '{{count, number}} pass was requested. Under way already: {{open, number}}. Not ready: {{notReady, number}}.',
      other:
        '{{count, number}} passes were requested. Under way already: {{open, number}}. Not ready: {{notReady, number}}.',
    },
  },
  empty: {
    title: 'No mailboxes yet',
    text: 'Every mailbox of the move is listed here: where it goes, how far it is, and what holds it up. They come from a list of people: a CSV or Excel file as any service exports it.',
    example:
      'For example: orlov@alvero.example moves in the first wave, sales@alvero.example is shared and has an owner.',
  },
  noneFound: {
    title: 'No mailbox matches',
    text: 'None has all of these words and filters. Leave one out, or clear them.',
  },
} as const

/** Why a mailbox is stuck, in a few words; by the code of the error. */
export const why = {
  'sign-in-refused': 'password not accepted',
  'sign-in-expired': 'password has expired',
  'sign-in-unsupported': 'sign-in not possible',
  'consent-ended': 'consent has ended',
  'token-refused': 'token not accepted',
  'oauth-client-refused': 'application not accepted',
  'credential-missing': 'no password yet',
  'source-shrunken': 'old mailbox has shrunk',
  'target-shrunken': 'new mailbox has shrunk',
  'quota-full': 'new mailbox is full',
  'connection-refused': 'server not reached',
  'connection-lost': 'connection lost',
} as const
