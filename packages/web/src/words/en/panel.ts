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
  verifying: '{{done}} of {{of}} messages verified',
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
  read: '{{done}} of {{of}} verified',
  unread: 'not verified yet',
  passes: 'Passes',
  found: {
    title: 'What it found',
    missing: 'Missing at the new home',
    extra: 'At the new home alone',
    read: {
      plural: {
        one: '{{count, number}} message of the old home was read on both sides. Nothing was changed.',
        other: '{{count, number}} messages of the old home were read on both sides. Nothing was changed.',
      },
    },
  },
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
  reverse: 'Back to the old service',
  verify: 'Verification',
  addresses: 'Reading of addresses',
  note: {
    trial: 'A few messages of each folder, to see how faithful the new home is.',
    first: 'All that is there now.',
    delta: 'What has come or changed since the last pass.',
    final: 'What is left, before the old mailbox is closed.',
    verify: 'Reads everything again on both sides and compares it; changes nothing.',
  },
  outcome: {
    green: 'complete',
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
    text: 'It may be mistyped, or the app password was changed or withdrawn. What is copied already stays; after a new sign-in the copy goes on from there.',
  },
  'sign-in-expired': {
    title: 'The sign-in has expired',
    text: 'It worked before and does not any more. What is copied already stays; with a new password the copy goes on.',
  },
  'sign-in-unsupported': {
    title: 'The server offers no sign-in that fits',
    text: 'It wants another way than the one that was given. An administrator account opens all mailboxes, where the service has one.',
  },
  'consent-ended': {
    title: 'The consent does not count any more',
    text: 'It was taken back or has expired, or the password was changed. What is copied already stays; once the owner of the mailbox has agreed anew, the copy goes on from there.',
  },
  'token-refused': {
    title: 'The token is not accepted',
    text: 'The consent may be that of another mailbox, or IMAP is switched off for this one. The owner of this very mailbox has to agree.',
  },
  'oauth-client-refused': {
    title: 'The application is not accepted',
    text: 'Compare its client id, secret and permissions, under “Sign-in” of the set-up, with what the provider shows. A client secret ends some time after it was made.',
  },
  'administrator-refused': {
    title: 'The administrator account is not accepted',
    text: 'It was tried once and is tried no more, so that the service does not lock it: all mailboxes there wait. Correct its name or password, or try it with a mailbox that is sure to exist; then everything goes on by itself.',
  },
  'credential-missing': {
    title: 'There is no password for it yet',
    text: 'Ask its owner with a new link, or let an administrator of the service sign in for it.',
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
  byLetter: 'Send an email',
  byLink: 'Make a link',
  linkMade: 'Hand this link over. It is shown only now.',
  letterSent: 'An email with a new link is on its way.',
  notInvited: 'Nobody was invited: the mailbox has no address that an email could go to, or needs no password.',
  password: 'Give a password',
  passwordText: {
    source:
      'A password or app password of the old mailbox. It is tried at once. What opens the mailbox goes into the vault, where nobody reads it.',
    target:
      'A password or app password of the new mailbox. It is tried at once. What opens the mailbox goes into the vault, where nobody reads it.',
  },
  passwordField: 'Password',
  passwordShow: 'Show the password',
  passwordGive: 'Try it and keep it',
  passwordOpens: 'It opens the mailbox, and is kept.',
  passwordUntried: 'It is kept untried. The next pass tries it.',
  passwordGoesOn: 'What waited for it goes on.',
  passwordUnreached:
    'The service could not be asked, so that nobody knows whether the password is right. It can be kept; the next pass tries it then.',
  passwordKeep: 'Keep it untried',
  consent: 'Let the owner agree',
  consentText:
    'A page of {{name}} opens in this browser. The owner of the mailbox signs in there and agrees; then you are back here.',
  consentGo: 'Go to {{name}}',
  through: 'Sign in by “{{service}}”',
  master: 'Use an administrator account',
  masterText: {
    plural: {
      one: 'Caravan then signs in this way to the {{count, number}} mailbox at “{{service}}”.',
      other: 'Caravan then signs in this way to all {{count, number}} mailboxes at “{{service}}”.',
    },
  },
  masterUser: 'User name of the administrator',
  masterGive: 'Use it',
  less: 'Go on as it is',
  lessText: 'The next pass takes the old mailbox as it is now. What was copied before stays at the new home.',
  'copy-again': 'Copy again',
  'copy-againText': 'The next pass copies everything again that is missing at the new home.',
  leave: 'Leave it out',
  leaveText: 'What was removed at the new home stays removed, and is counted so.',
} as const

export const log = {
  'mailboxes.changed': 'Its settings were changed',
  'mailbox.file-received': 'A file of mail was handed over',
  'mailbox.file-read': 'A file of mail was read',
  'mailbox.file-refused': 'A file of mail cannot be read',
  'mailbox.file-removed': 'A file of mail was removed',
  'mailbox.paused': 'Paused',
  'mailbox.resumed': 'Goes on',
  'mailbox.stuck': 'Does not go on by itself',
  'mailbox.unstuck': 'Goes on by itself again',
  'pass.requested': 'A pass was requested',
  'pass.started': 'A pass began',
  'pass.cancelled': 'A pass was cancelled',
  'pass.handed-back': 'A pass was broken off and goes on later',
  pass: {
    green: 'A pass ended: every message is accounted for',
    exceptions: 'A pass ended, with exceptions',
    failed: 'A pass failed',
  },
} as const
