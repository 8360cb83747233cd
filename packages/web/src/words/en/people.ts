/** Employees and their invitations. */
export const people = {
  mayNot: 'You may look at this. Owners and leads of the organisation change it.',
  empty: {
    title: 'Nobody is in this move yet',
    text: 'As soon as the mailboxes are listed, their employees are invited here: each gets a link of their own and gives access to the old mailbox on a phone, in about three minutes. Nobody sends a password around.',
    example: 'For example: the list of users that the old service exports, as CSV or XLSX.',
    button: 'Add people',
  },
  nobodyNeeded: 'Nobody has to be asked: the mailboxes of this move are opened without their employees.',
  given: {
    plural: {
      one: '{{given, number}} of {{count, number}} person has given access.',
      other: '{{given, number}} of {{count, number}} people have given access.',
    },
  },
  refused: {
    plural: {
      one: 'The old service refuses {{count, number}} of them.',
      other: 'The old service refuses {{count, number}} of them.',
    },
  },
  unanswered: {
    plural: { one: '{{count, number}} has not answered yet.', other: '{{count, number}} have not answered yet.' },
  },
  uninvited: {
    plural: { one: '{{count, number}} is not invited yet.', other: '{{count, number}} are not invited yet.' },
  },
  expired: {
    plural: { one: '{{count, number}} link has expired.', other: '{{count, number}} links have expired.' },
  },
  lettersWait: {
    plural: { one: '{{count, number}} email is on its way.', other: '{{count, number}} emails are on their way.' },
  },
  lettersFailed: {
    plural: {
      one: '{{count, number}} email could not be sent.',
      other: '{{count, number}} emails could not be sent.',
    },
  },
  all: 'Nobody is missing.',
  step: {
    signedIn: {
      plural: {
        one: '{{count, number}} signed in at the new home',
        other: '{{count, number}} signed in at the new home',
      },
    },
    passwordChanged: {
      plural: { one: '{{count, number}} changed the password', other: '{{count, number}} changed the password' },
    },
    secondFactor: {
      plural: { one: '{{count, number}} set up a second factor', other: '{{count, number}} set up a second factor' },
    },
    oldAccountRemoved: {
      plural: {
        one: '{{count, number}} removed the old account',
        other: '{{count, number}} removed the old account',
      },
    },
  },
  inviteAll: {
    plural: { one: 'Invite {{count, number}} person', other: 'Invite {{count, number}} people' },
  },
  remindAll: {
    plural: { one: 'Remind {{count, number}} person', other: 'Remind {{count, number}} people' },
  },
  rule: 'Reminder rule',
  add: 'Add people',
  search: 'Address begins with…',
  filter: 'Show',
  everybody: 'Everybody',
  noneSo: 'There is nobody like this. Choose another filter.',
  choose: 'Choose all',
  chosen: { plural: { one: '{{count, number}} chosen', other: '{{count, number}} chosen' } },
  tick: 'Choose {{name}}',
  menu: 'What to do with {{name}}',
  invite: 'Invite by email',
  inviteAnew: 'Send a new email',
  inviteBeyond: 'Invite the whole list',
  links: 'Links to print',
  link: 'Link to print',
  remind: 'Remind',
  revoke: 'End the link',
  cancel: 'Cancel',
  fine: 'Done',
  state: {
    'not-needed': 'not asked',
    'not-invited': 'not invited',
    invited: 'invited',
    opened: 'opened the page',
    refused: 'refused',
    given: 'gave access',
    expired: 'link expired',
  },
  told: {
    day: 'Their page names {{day}} as the day of the change, and the start of their wave where you have set one; no other date.',
    noDay: 'No cut-over day is set: their page says that the day is not fixed yet.',
    service: 'They read the name of the old service as {{names}}.',
    given: 'since {{when}}, checked',
    untried: 'since {{when}}, not tried yet',
    messages: { plural: { one: '{{count, number}} message', other: '{{count, number}} messages' } },
    folders: { plural: { one: '{{count, number}} folder', other: '{{count, number}} folders' } },
    refused: 'refused {{when}}',
    signedIn: 'signed in at the new home {{when}}',
    waits: 'the email is about to go out',
    letter: 'email to {{to}}, {{when}}',
    link: 'printed link, {{when}}',
    opened: 'opened {{when}}',
    reminded: {
      plural: {
        one: 'reminded {{count, number}} time, {{when}}',
        other: 'reminded {{count, number}} times, last {{when}}',
      },
    },
    until: 'link holds until {{when}}',
  },
  /** Why the old mailbox did not open, or a letter did not go out: for the lead. */
  why: {
    'password-wrong': 'Wrong password',
    'password-or-imap': 'Wrong password, or IMAP is switched off',
    'app-password-needed': 'An app password is needed',
    'imap-off': 'IMAP is switched off in the mailbox',
    'web-sign-in-needed': 'The service wants a sign-in in the browser first',
    'password-not-taken': 'The service takes no passwords from programs',
    'too-many-connections': 'Too many programs are connected to the mailbox',
    'service-busy': 'The service lets nobody in just now',
    'service-silent': 'The service does not answer',
    'service-unsafe': 'There is no safe connection to the service',
    'service-fails': 'The service does not show the mailbox',
    'sender-sign-in-refused': 'Email not sent: the sender’s sign-in was refused',
    'sender-tls-failed': 'Email not sent: no safe connection to the sender’s server',
    'recipient-refused': 'Email not sent: the server refuses the address',
    'sender-address-refused': 'Email not sent: the server refuses the sender',
    'sender-unreachable': 'Email not sent: the server was not reached',
    'letter-not-sent': 'Email not sent',
  },
  inviting: {
    title: 'Invite',
    who: {
      plural: {
        one: '{{count, number}} person gets a link of their own.',
        other: '{{count, number}} people get a link of their own each.',
      },
    },
    whoAll: 'Everybody whom the filter shows gets a link of their own.',
    again: 'The access that was given is asked for again.',
    way: 'How does the link arrive?',
    by: {
      letter: { name: 'By email', text: 'The company writes to each of them, in their language.' },
      link: { name: 'On paper', text: 'One page a person with a QR code, to print and hand over.' },
    },
    reachedAt: 'Where does the email go?',
    reachedHint: 'For a shared address it goes to its owner.',
    reached: {
      mailbox: 'To the old mailbox',
      contact: 'To the other address that is in the list',
    },
    language: 'Language',
    ownLanguage: 'Each in their own',
    days: 'Days that the link holds',
    ends: 'Earlier links of the same people end.',
    givenOut: 'Whoever has given access already is left out.',
    do: {
      letter: { plural: { one: 'Send {{count, number}} email', other: 'Send {{count, number}} emails' } },
      link: { plural: { one: 'Make {{count, number}} link', other: 'Make {{count, number}} links' } },
    },
    doAll: { letter: 'Send the emails', link: 'Make the links' },
    done: {
      plural: { one: '{{count, number}} person is invited.', other: '{{count, number}} people are invited.' },
    },
  },
  reminding: {
    title: 'Remind',
    text: {
      plural: {
        one: '{{count, number}} person gets an email with a new link; the former one ends. Whoever has answered, or was written to in the last hour, is left out.',
        other:
          '{{count, number}} people get an email with a new link; the former ones end. Whoever has answered, or was written to in the last hour, is left out.',
      },
    },
    do: { plural: { one: 'Send {{count, number}} reminder', other: 'Send {{count, number}} reminders' } },
    done: {
      plural: {
        one: '{{count, number}} reminder is on its way.',
        other: '{{count, number}} reminders are on their way.',
      },
    },
  },
  revoking: {
    title: 'End the link of {{name}}?',
    text: 'The link opens nothing any more, and the page closes for whoever is on it. Access that was given stays. A new link can be made at any time.',
  },
  rules: {
    title: 'Reminder rule',
    text: 'Whoever was invited and has not given access gets an email automatically: never at night, never while they are on the page, never after they have answered.',
    on: 'Remind automatically',
    everyDays: 'Every … days',
    atMost: 'At most … times',
    earliest: 'Not before',
    latest: 'Not after',
    save: 'Save the rule',
  },
  leftOut: { plural: { one: '{{count, number}} is left out:', other: '{{count, number}} are left out:' } },
  because: {
    given: 'has given access',
    'not-needed': 'need not be asked',
    'no-letter-address': 'no address for an email',
    'not-invited': 'is not invited',
    'reminded-lately': 'was written to in the last hour',
  },
  sheets: {
    title: { plural: { one: '{{count, number}} link', other: '{{count, number}} links' } },
    text: 'Print them now: these links are shown this once. Hand each page to its reader alone, like a key. Whoever loses it gets a new one.',
    print: { plural: { one: 'Print {{count, number}} page', other: 'Print {{count, number}} pages' } },
    copy: 'Copy link',
    close: 'Close, I have printed them',
  },
  /** The printed page, in the language of who gets it. */
  sheet: {
    title: 'Your mailbox moves, and we need three minutes of your time',
    why: '{{company}} moves its email to a new home. So that nothing of yours is lost, all of your mail is copied; for that we need access to your old mailbox, once.',
    day: 'The move is planned for {{day}}.',
    open: 'Point the camera of your phone at the square below, or type the address under it into a browser.',
    follow: 'Choose your language. The page shows you step by step what to type.',
    stays: 'Your mail stays where it is, and you go on working as usual.',
    code: 'QR code with your link',
    yours: 'This page is for you alone; please do not pass it on. The link holds until {{day}}.',
    never: 'Never send your password by email: nobody will ask you for it. Questions? Ask {{name}}.',
  },
  list: {
    more: 'Show more',
    before: 'Back',
    after: 'Next',
    part: '{{from, number}}–{{to, number}} of {{count, number}}',
  },
} as const

/** Links that lead to this machine alone, and a server that cannot send. */
export const local = {
  text: 'Links begin with {{address}}, which only this very machine can open. Phones and other computers cannot.',
  how: 'Name the address at which others reach this server, then start Caravan again:',
  ask: 'Ask whoever runs Caravan to name its public address in the settings of the server.',
  settings: 'Settings of this server',
  noSender: 'Not possible yet: Caravan has no mail server to send through.',
  noLetters: 'No email goes out, neither reminders nor alerts: Caravan has no mail server to send through.',
} as const
