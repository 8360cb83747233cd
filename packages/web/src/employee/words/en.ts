/** The master of the employee’s page: written for somebody who is in a hurry and has never heard of IMAP. */
export const frame = {
  title: '{{company}}: your mailbox',
  titleNobody: 'Your mailbox',
  language: 'Language',
  steps: 'Step {{at, number}} of {{of, number}}',
  ask: 'Not sure? Ask {{name}}.',
  until: 'This page is yours alone. Your link works until {{day}}.',
  leave: 'Leave this page',
  goOn: 'Continue',
  back: 'Back',
  newTab: 'opens beside this page',
} as const

export const open = {
  title: 'Open your page',
  text: 'Open the link of your letter once more. If that does not help, copy it whole and paste it here.',
  label: 'Link or code',
  hint: 'The code begins with invite_',
  button: 'Open my page',
  opening: 'Your page opens …',
  offline: 'The server cannot be reached. Check your connection and press the button.',
} as const

export const plan = {
  title: {
    'same-domain': 'Your mailbox moves to a new home',
    'new-addresses': 'Your mailbox moves, and you get a new address',
    'first-company-mail': 'You get a company mailbox',
  },
  lead: '{{company}} changes its mail service. No letter is lost: we copy everything. Go on working as always.',
  now: 'Until now',
  then: 'From then on',
  when: 'What happens when',
  begin: 'Begin',
  minutes: 'Takes about three minutes',
} as const

export const when = {
  access: 'You let us into the old mailbox',
  accessNow: 'Now, three minutes',
  accessGiven: 'Done on {{day}}',
  accessElsewhere: '{{company}} arranges it; you need do nothing',
  copy: 'We copy your mail',
  copyBy: 'Begins {{moment}}',
  copySince: 'Since {{moment}}',
  copyOpen: 'The day is not fixed yet',
  copyNight: 'Between {{from}} and {{to}} only',
  copyText: 'That takes hours, sometimes days. You notice nothing of it.',
  cutover: 'New mail arrives in the new mailbox',
  cutoverText: 'Until that day you use the old one, and change nothing.',
  undated: 'The day is not fixed yet. {{company}} tells you in time.',
  signIn: 'You sign in to the new mailbox',
  signInText: 'Ten minutes; this page shows how.',
  close: 'The old mailbox is shut',
  closeText: 'Until then you can still look into it.',
  done: 'done',
  current: 'now',
} as const

export const access = {
  title: {
    password: 'Type the password of your old mailbox',
    'app-password': 'Get a password for us, and paste it here',
    'authorisation-code': 'Get an authorisation code, and paste it here',
    consent: 'You need do nothing here',
    other: 'This mailbox needs somebody’s help',
  },
  lead: 'With it we copy your mail from {{service}}. Nothing is deleted there.',
  leadConsent:
    '{{service}} takes no passwords from other programs. Whoever leads the move at {{company}} arranges the access. As soon as that is done, you see it here.',
  mailbox: 'Your old mailbox',
  page: 'Open {{host}}',
  looks: 'It looks like this',
  label: {
    password: 'Password',
    'app-password': 'App password',
    'authorisation-code': 'Authorisation code',
  },
  show: 'Show',
  hide: 'Hide',
  check: 'Check and continue',
  checking: 'We are asking the old service. It may take half a minute.',
  kept: 'Used for the move alone, stored encrypted, and erased at its end.',
  why: 'Why not my usual password?',
  whyText:
    'The old service lets programs in only with a password of their own. It opens nothing but your mail, and you can take it back there at any time.',
  given: 'We have access already. Give a new one only if somebody asked you to.',
} as const

export const progress = {
  stays: {
    title: 'For you nothing changes',
    text: 'By the plan of {{company}} your mailbox {{address}} is not copied. You need do nothing.',
  },
  consent: {
    title: 'We are waiting for the access',
    text: '{{company}} arranges it with the old service. You need do nothing; look in again in a few days.',
  },
  'not-begun': {
    title: 'Thank you, that is all for now',
    text: 'We have what we need. Go on using your old mailbox as always.',
  },
  waiting: {
    title: 'Your mail is next in line',
    text: 'The copy begins as soon as it is your turn. You can close this page.',
  },
  copying: {
    title: 'Your mail is being copied',
    text: 'You can close this page: it goes on without you. Nothing in the old mailbox is changed.',
  },
  copied: {
    title: 'Your mail is in the new mailbox',
    text: 'What still arrives in the old one is brought over as well.',
  },
  'held-up': {
    title: 'The copy is held up',
    text: 'Nothing is lost. It is tried again by itself, and {{name}} can see it. You need do nothing.',
  },
  arrived: {
    plural: {
      one: '{{arrived, number}} of {{count, number}} letter is there',
      other: '{{arrived, number}} of {{count, number}} letters are there',
    },
  },
  looked: 'Last counted {{moment}}',
  found: 'It is right. We found {{messages}} in {{folders}}.',
  right: 'It is right: the old service let us in.',
  messages: { plural: { one: '{{count, number}} letter', other: '{{count, number}} letters' } },
  folders: { plural: { one: '{{count, number}} folder', other: '{{count, number}} folders' } },
  live: 'This page looks again by itself.',
  look: 'Look again',
  another: 'Give another password',
  ready: 'I have my new mailbox already',
} as const

export const after = {
  signedIn: {
    ask: 'Have you signed in to the new mailbox?',
    text: 'You get the first password from {{company}}. Sign in with your new address:',
    yes: 'Yes, I am in',
    short: 'Sign in to the new mailbox',
  },
  passwordChanged: {
    ask: 'Have you changed the first password?',
    text: 'Somebody else knows the one that you were given. Choose your own: long, and used nowhere else.',
    yes: 'Yes, it is changed',
    short: 'Change the first password',
  },
  secondFactor: {
    ask: 'Does your phone confirm that it is you?',
    text: 'Switch on the second step in the security settings of the new mailbox. Then a stolen password alone opens nothing.',
    yes: 'Yes, it is on',
    short: 'Switch on the second step',
  },
  oldAccountRemoved: {
    ask: 'Is the old mailbox gone from your programs?',
    text: 'Remove the account {{address}} from the mail programs of your phone and computer, so that you do not write from it by mistake. First make sure that you see your letters in the new mailbox.',
    yes: 'Yes, it is removed',
    short: 'Remove the old mailbox from your programs',
  },
  later: 'Not yet',
  undo: 'Take back',
  list: 'Your four steps',
  settings: 'For the mail program of a phone or computer',
  server: 'Server',
  user: 'User name',
  open: 'Open',
  doneTitle: 'Everything is done. Thank you!',
  doneText: 'Your new mailbox is in use, and the old one is looked after until it is shut.',
} as const

export const refused = {
  said: 'What the old service said',
  'password-wrong': {
    title: 'The old mailbox does not take this password.',
    remedy: 'Copy or type it once more. Mind capital letters, and the keyboard’s language.',
  },
  'password-or-imap': {
    title: 'The old mailbox does not take this password, or lets no programs in yet.',
    remedy: 'Check that “IMAP” is switched on, as the steps show, and that the password is copied whole.',
  },
  'app-password-needed': {
    title: 'This is not the kind of password that is needed here.',
    remedy: 'Make one for us as the steps show, and paste it. Your usual one does not work here.',
  },
  'imap-off': {
    title: 'The old mailbox lets no programs in yet.',
    remedy: 'Switch on “IMAP” in its settings, as the steps show, and try again.',
  },
  'web-sign-in-needed': {
    title: 'The old service wants to see you first.',
    remedy: 'Sign in to the old mailbox in a browser, confirm that it is you, and try again here.',
  },
  'password-not-taken': {
    title: 'The old service takes no passwords from programs.',
    remedy: 'Tell whoever invited you: an administrator has to open the mailbox.',
  },
  'too-many-connections': {
    title: 'Too many programs are using the old mailbox just now.',
    remedy: 'Close your mail programs for a few minutes and try again. The password may well be right.',
  },
  'service-busy': {
    title: 'The old service lets nobody in just now.',
    remedy: 'Try again in a quarter of an hour. The password may well be right.',
  },
  'service-silent': {
    title: 'The old service does not answer.',
    remedy: 'Try again later. If it stays so, tell whoever invited you. Your password was not kept.',
  },
  'service-unsafe': {
    title: 'There is no safe connection, so your password was not sent.',
    remedy: 'Tell whoever invited you: the settings of the old service have to be mended.',
  },
  'service-fails': {
    title: 'The old service let us in, but did not show the mailbox.',
    remedy: 'Try again. If it stays so, tell whoever invited you.',
  },
  'too-many-tries': {
    title: 'That was too many tries.',
    remedy:
      'Wait a quarter of an hour, so that the old service does not lock your mailbox. Then follow the steps anew.',
  },
  'too-many-requests': {
    title: 'Many of your colleagues are here just now.',
    remedy: 'Wait a minute and try again.',
  },
  'access-not-needed': {
    title: 'No password of this mailbox is needed.',
    remedy: 'You need do nothing here.',
  },
  'service-changed': {
    title: 'The settings of the old service were changed just now.',
    remedy: 'Give the password once more.',
  },
  'link-ended': {
    title: 'This link does not work any more.',
    remedy: 'Open the link of your latest letter, or ask whoever invited you for a new one.',
  },
  'origin-refused': {
    title: 'This form did not come from your page.',
    remedy: 'Open the link of your letter once more, and try again.',
  },
  other: {
    title: 'That did not work, and it is not your fault.',
    remedy: 'Try again in a minute. If it stays so, tell whoever invited you.',
  },
} as const
