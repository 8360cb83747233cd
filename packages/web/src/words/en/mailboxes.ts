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
  ask: {
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
      one: '{{count, number}} pass was asked for. Under way already: {{open, number}}. Not ready: {{notReady, number}}.',
      other:
        '{{count, number}} passes were asked for. Under way already: {{open, number}}. Not ready: {{notReady, number}}.',
    },
  },
  empty: {
    title: 'No mailboxes yet',
    text: 'Here stands every mailbox of the move: where it goes, how far it is, and what holds it up. They come from a list of people: a CSV or Excel file in any service’s form.',
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
  'credential-missing': 'no password yet',
  'source-shrunken': 'old mailbox has shrunk',
  'target-shrunken': 'new mailbox has shrunk',
  'quota-full': 'new mailbox is full',
  'connection-refused': 'server not reached',
  'connection-lost': 'connection lost',
} as const

export const panel = {
  title: 'The chosen mailbox',
  shut: 'Close the mailbox',
  wrong: 'What is wrong',
  since: 'Since {{when}}',
  noTarget: 'no new address yet',
  decidedBy: 'decided by {{name}}',
  inWave: 'wave {{wave}}',
  owner: 'Owner: {{name}}',
  noOwner: 'Nobody owns this shared address yet.',
  messages: '{{done}} of {{of}} messages',
  verifying: '{{done}} of {{of}} messages read again',
  of: '{{done}} of {{of}}',
  run: 'Run a pass',
  folders: 'Folders',
  foldersNone: 'They are known once a pass has looked at the mailbox.',
  foldersMore: {
    plural: {
      one: '{{count, number}} more folder is not listed here.',
      other: '{{count, number}} more folders are not listed here.',
    },
  },
  verification: 'Verification',
  read: '{{done}} of {{of}} read again',
  unread: 'not read again yet',
  passes: 'Passes',
  passesNone: 'None has run yet.',
  cancel: 'Cancel',
  log: 'Log',
  logNone: 'Nothing has happened to it yet.',
  exceptions: 'Exceptions',
  unlisted: {
    plural: { one: '{{count, number}} more is not listed here.', other: '{{count, number}} more are not listed here.' },
  },
} as const

export const pass = {
  trial: 'Trial',
  first: 'First',
  delta: 'Delta',
  final: 'Final',
  reverse: 'Way back',
  addresses: 'Reading of addresses',
  note: {
    trial: 'A few messages of each folder, to see how faithful the new home is.',
    first: 'All that is there now.',
    delta: 'What has come or changed since the last pass.',
    final: 'The last look before the old mailbox is closed.',
  },
  outcome: {
    green: 'whole',
    exceptions: 'with exceptions',
    mismatch: 'differs',
    undecided: 'asks for a decision',
    interrupted: 'broken off',
    queued: 'waits its turn',
    running: 'runs',
    cancelled: 'cancelled',
  },
} as const

export const rung = {
  exact: { name: 'Exact', text: 'byte for byte' },
  normalised: { name: 'Same content', text: 'line ends or the like were changed' },
  equivalent: { name: 'Same parts', text: 'the new service built it anew' },
  mismatched: { name: 'Differs', text: 'is not the message that was sent' },
} as const

export const trouble = {
  'sign-in-refused': {
    title: 'The password is not accepted',
    text: 'Most likely the app password was changed or withdrawn. What is copied already stays; after a new sign-in the copy goes on from there.',
  },
  'sign-in-expired': {
    title: 'The sign-in has expired',
    text: 'It worked before and does not any more. What is copied already stays; with a new password the copy goes on.',
  },
  'sign-in-unsupported': {
    title: 'The server offers no sign-in that fits',
    text: 'It wants another way than the one that was given. A master user signs in for everybody, where the service has one.',
  },
  'credential-missing': {
    title: 'There is no password for it yet',
    text: 'Ask its owner by a new link, or let an administrator of the service sign in for it.',
  },
  'source-shrunken': {
    title: 'The old mailbox holds far less than before',
    text: 'Somebody may have cleared it on purpose, or the server shows only a part of it. Nothing is taken away at the new home. Look at the old mailbox, then decide.',
  },
  'target-shrunken': {
    title: 'Copied messages are missing at the new home',
    text: 'Most of what was copied is no longer there. Perhaps somebody has deleted it. Decide whether it is copied again.',
  },
  'quota-full': {
    title: 'The new mailbox is full',
    text: 'Make room or raise its limit at the new service, then try again. What is copied already stays.',
  },
  'connection-refused': {
    title: 'The server cannot be reached',
    text: 'Nobody answers at its address. Check the host, the port and the firewall of the service, then try again.',
  },
} as const

export const remedy = {
  again: 'Try again',
  done: 'Done',
  invite: 'Invite anew',
  inviteText:
    'The owner of the mailbox gets a new link, and gives the password there; it is checked at once. An earlier link ends.',
  byLetter: 'Send a letter',
  byLink: 'Make a link',
  linkMade: 'Hand this link over. It is shown only now.',
  letterSent: 'A letter with a new link is on its way.',
  notInvited: 'Nobody was invited: the mailbox has no address that a letter could go to, or needs no password.',
  password: 'Give a password',
  passwordText: {
    source:
      'A password or app password of the old mailbox. It goes into the vault, where nobody reads it, and the copy goes on.',
    target:
      'A password or app password of the new mailbox. It goes into the vault, where nobody reads it, and the copy goes on.',
  },
  passwordField: 'Password',
  passwordShow: 'Show the password',
  passwordGive: 'Keep it and try again',
  master: 'Use a master user',
  masterText: {
    plural: {
      one: '“{{service}}” then signs in this way for its {{count, number}} mailbox.',
      other: '“{{service}}” then signs in this way for all of its {{count, number}} mailboxes.',
    },
  },
  masterUser: 'Master user',
  masterGive: 'Use it',
  less: 'Go on with less',
  lessText: 'The next pass takes the old mailbox as it is now. What was copied before stays at the new home.',
  'copy-again': 'Copy again',
  'copy-againText': 'The next pass copies everything again that is missing at the new home.',
  leave: 'Leave it out',
  leaveText: 'What was removed at the new home stays removed, and is counted so.',
} as const

export const log = {
  'mailboxes.changed': 'Its settings were changed',
  'mailbox.paused': 'Paused',
  'mailbox.resumed': 'Goes on',
  'mailbox.stuck': 'Does not go on by itself',
  'mailbox.unstuck': 'Goes on by itself again',
  'pass.requested': 'A pass was asked for',
  'pass.started': 'A pass began',
  'pass.cancelled': 'A pass was cancelled',
  'pass.handed-back': 'A pass was broken off and goes on later',
  pass: {
    green: 'A pass ended: every message is accounted for',
    exceptions: 'A pass ended, with exceptions',
    failed: 'A pass came to no good end',
  },
} as const

export const exceptions = {
  openInAll: {
    plural: {
      one: '{{count, number}} message or folder is not at the new home as it was, and waits for a decision.',
      other: '{{count, number}} messages and folders are not at the new home as they were, and wait for a decision.',
    },
  },
  allAccepted: 'Every exception has been accepted by somebody.',
  explained:
    'Put right what can be put right, and run a pass again. What stays, somebody accepts with a reason: it is signed, and stands in the report.',
  show: 'Which exceptions',
  open: 'Open',
  accepted: 'Accepted',
  all: 'All',
  search: 'Subject, folder or mailbox',
  noneShown: 'None of these.',
  inMailboxes: { plural: { one: 'in {{count, number}} mailbox', other: 'in {{count, number}} mailboxes' } },
  acceptedCount: { plural: { one: '{{count, number}} accepted', other: '{{count, number}} accepted' } },
  messages: { plural: { one: 'Show {{count, number}}', other: 'Show all {{count, number}}' } },
  hide: 'Hide them',
  further: 'Show more',
  noSubject: 'without a subject',
  accept: 'Accept',
  acceptAll: { plural: { one: 'Accept {{count, number}}', other: 'Accept all {{count, number}}' } },
  withdraw: 'Take it back',
  withdrawAll: 'Take back {{number}} accepted',
  acceptedBy: 'accepted by {{name}}, {{when}}',
  acceptQuestion: {
    plural: { one: 'Accept {{count, number}} exception?', other: 'Accept {{count, number}} exceptions?' },
  },
  acceptText:
    'They stay behind, or stay as they are, and no longer hold a stage up. It holds for these and for no others; your name and the reason are kept.',
  reason: 'Reason',
  reasonHint: 'For example: agreed with their owner on Monday',
  typeCount: { plural: { one: 'Type {{count, number}} to confirm', other: 'Type {{count, number}} to confirm' } },
  empty: {
    title: 'No exceptions',
    text: 'A message that cannot be copied as it is, or comes out otherwise, is listed here with the server’s words and what can be done. Nothing is left out in silence.',
    example:
      'For example: four messages are larger than the new service takes. Raise its limit and run a pass again, or accept that they stay behind.',
  },
} as const

export const exceptionCode = {
  'message-too-large': {
    title: 'Larger than the new service takes',
    text: 'Raise the limit there and run a pass again, or hand the message over to its owner.',
  },
  'message-refused': {
    title: 'Refused by the new service',
    text: 'It takes the message in no form. Its raw bytes are kept; read the server’s words.',
  },
  'repaired-mended': {
    title: 'Taken after a small repair',
    text: 'Line ends or NUL bytes were mended. Nothing is to be done, unless a signature must stay valid.',
  },
  'repaired-rebuilt': {
    title: 'Taken only rebuilt',
    text: 'The original is attached whole. Tell its owner where it matters.',
  },
  'line-always-cut': {
    title: 'The line breaks with this message',
    text: 'A firewall or a virus scanner may object to it. Run a pass again, or hand it over.',
  },
  'removed-unread': {
    title: 'Gone before it could be read again',
    text: 'Most likely somebody deleted it at the new home. Copy it again where it is wanted.',
  },
  merged: {
    title: 'Kept once with another',
    text: 'Both have the same bytes. Nothing is to be done where once is enough.',
  },
  'not-handed-out': {
    title: 'Not handed out by the old service',
    text: 'It lists the message and does not give it. Open it there; what could be had is kept.',
  },
  'folder-refused': {
    title: 'Folder refused by the new service',
    text: 'Give it another name in the folder rules, or leave it out.',
  },
  'folder-unreadable': { title: 'Folder cannot be read', text: 'Check the account’s rights to it, or leave it out.' },
  'folder-name-too-long': {
    title: 'Name of the folder too long',
    text: 'Give it a shorter name at the old service, then run a pass again.',
  },
  'not-permitted': {
    title: 'Folder takes no messages',
    text: 'Give the account the right to write there, or make room, and run a pass again.',
  },
  'listing-incomplete': {
    title: 'Folder lists fewer than it counts',
    text: 'Run a pass again. If it stays so, the folder is damaged at that service.',
  },
  'missing-at-target': { title: 'Missing when read again', text: 'It was copied and is not there. Run a pass again.' },
  'doubled-at-target': { title: 'There twice', text: 'Look at both at the new home and delete one of them.' },
  mismatched: {
    title: 'Not the message of the old mailbox',
    text: 'Compare the two, delete the copy at the new home, and run a pass again.',
  },
  rebuilt: { title: 'Same parts, other bytes', text: 'Compare the two where it matters.' },
  rewritten: {
    title: 'Rewritten by the new service',
    text: 'The text is whole. Nothing is to be done, unless a signature must stay valid.',
  },
  'flags-not-kept': { title: 'Other flags than were set', text: 'Set them by hand where it matters.' },
  'date-not-kept': { title: 'Another arrival date', text: 'Nothing can be done at this service.' },
} as const
