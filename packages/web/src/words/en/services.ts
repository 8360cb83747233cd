export const setupService = {
  source: {
    title: 'Old service',
    text: 'Where the mailboxes are today. Nothing there is changed.',
    find: 'A domain or an address there',
  },
  target: {
    title: 'New service',
    text: 'Where the mailboxes go. Each of them has to exist there before it is copied.',
    find: 'A domain or an address there, if it already works',
  },
  findHint: 'Caravan asks what the domain says of itself and tries the hosts. It signs in nowhere.',
  findButton: 'Find it',
  finding: 'Looking for the service. This takes up to half a minute.',
  or: 'Or choose the provider',
  choose: 'Choose…',
  own: 'Another server, of our own or rented',
  found: 'Found: {{host}}.',
  foundBy: {
    srv: 'The domain names it in its DNS.',
    autoconfig: 'The domain publishes it for mail programs.',
    autodiscover: 'The domain publishes it for Outlook.',
    'provider-data': 'It is known as the provider’s.',
    mx: 'The domain’s mail goes to this provider.',
    'dns-hints': 'Records of the domain point to this provider.',
    'common-names': 'It answers at a name that is usual for mail servers.',
  },
  unconfirmed: 'A service is named for {{domain}}, but none of its hosts answers. Details are below.',
  nothing:
    'No mail service was found for {{domain}}. Choose the provider, or enter host and port as in the settings of a mail program.',
  note: {
    'outside-domain':
      'The host lies outside your domain, and only DNS says that it is yours. Make sure before a password goes there.',
    'plain-text-only': 'A host was found that offers no encryption; it was not tried.',
    'provider-hint': 'IMAP may have to be switched on in the settings of each mailbox first.',
  },
  server: 'Server',
  called: 'Name of the service',
  calledHint: 'Employees read this name on their page.',
  host: 'IMAP host',
  port: 'Port',
  tls: 'Encryption',
  tlsOf: { implicit: 'TLS from the start', starttls: 'STARTTLS', none: 'None' },
  plain: 'Without encryption passwords and mail can be read on the way. Only for servers in your own network.',
  look: 'Check the server',
  looking: 'Connecting to {{host}}…',
  use: 'Use this service',
  notReached: 'It can be kept, but nothing is read or copied there until what is shown above is mended.',
  useAnyway: 'Keep it anyway',
  keep: 'Save the change',
  cancel: 'Cancel',
  add: 'Add another service',
  edit: 'Change',
  remove: 'Remove',
  removeTitle: 'Remove {{name}}?',
  removeText: 'Its password is erased. Mailboxes at it have no service until another is named.',
  removeYes: 'Remove it',
  noneYet: 'None is named yet.',
} as const

export const setupLook = {
  answers: 'Answers',
  failed: 'Does not work yet',
  says: 'It calls itself {{server}}.',
  certificate: 'Its certificate is for {{names}}, issued by {{issuer}}, valid until {{day}}.',
  fault: {
    'no-authority': 'No trusted authority vouches for the certificate of {{names}} (issued by {{issuer}}).',
    expired: 'The certificate of {{names}} ended on {{day}}.',
    'not-yet': 'The certificate of {{names}} is not valid yet. Check the clock of this machine as well.',
    'other-name': 'The certificate is for {{names}}, and not for this host.',
    other: 'The certificate of {{names}} is not trusted.',
  },
  letPass: 'I know this server: let its certificate pass unchecked',
  mend: 'Use the name that stands in the certificate, or have it renewed. Where you know the server, let it pass below.',
  letPassHint: 'Somebody on the way could then read passwords and mail.',
  unchecked: 'Its certificate is not checked: a member has chosen so.',
  noTls: 'The line is not encrypted.',
  can: 'What it offers',
  trait: {
    password: 'Takes a password from programs.',
    'no-password': 'Takes no password on this line. Choose another kind of encryption.',
    oauth: 'Takes the provider’s own sign-in (OAuth).',
    starttls: 'Offers encryption: choose STARTTLS.',
    master: 'One administrator account can open all mailboxes, if whoever runs the server sets it up.',
    numbers: 'Confirms each copied message by its number.',
    changes: 'Tells what has changed since the last pass, so that later passes are quick.',
    room: 'Tells how much room a mailbox has left.',
    size: 'Takes messages of up to {{size}} MB.',
    labels: 'Has labels in place of folders: a message with two labels is stored once.',
  },
  more: 'Further abilities show after the first sign-in.',
  signIn: 'How one signs in there',
  page: 'The provider’s page',
} as const

export const provider = {
  gmail: {
    way: 'With an app password of 16 letters, which each person makes after switching on 2-Step Verification. The account’s own password is refused.',
    quirk: 'Google hands out about 2,500 MB a day from one mailbox and takes in 500 MB: large mailboxes take days.',
  },
  microsoft: {
    way: 'Microsoft takes no passwords from programs, only its own sign-in: each owner agrees there, or one registered application opens all.',
    quirk: 'The server asks to slow down at times; Caravan waits as long as it says.',
  },
  yandex: {
    way: 'With an app password of the kind “Mail”; IMAP has to be switched on in each mailbox first.',
  },
  mailru: {
    way: 'With a password for external applications, which each person makes in the security settings.',
  },
  netease: {
    way: 'With an authorisation code (授权码) in place of the password; IMAP is switched on in the same place.',
    quirk: 'The code is shown once, and made anew if it is lost.',
  },
  'netease-qiye': {
    way: 'With a client authorisation code (客户端授权码), once a phone number is bound.',
    quirk: 'An administrator can let in certain addresses only; the server then says ERR.LOGIN.IPDENY.',
  },
  qq: {
    way: 'With an authorisation code (授权码) of 16 letters, made where IMAP is switched on.',
  },
  exmail: {
    way: 'With a client-specific password (客户端专用密码) where secure sign-in is on, else with the mailbox’s own.',
    quirk: 'An administrator can forbid IMAP for all: ask before the employees are.',
  },
  aliyun: {
    way: 'With a security password for other programs (三方客户端安全密码) where the administrator demands one, else with the mailbox’s own.',
  },
  yahoo: {
    way: 'With an app password of 16 letters; the account’s own password is refused.',
    quirk: 'Yahoo may show only 1,000 messages of a large folder.',
  },
  icloud: {
    way: 'With an app-specific password of the Apple Account.',
  },
  zoho: {
    way: 'With an app password where two-factor sign-in is on, else with the password; IMAP has to be switched on.',
    quirk: 'The administrator’s policy has to allow IMAP as well.',
  },
  fastmail: {
    way: 'With an app password for mail; the account’s own password is refused.',
  },
  proton: {
    way: 'Only through Proton Mail Bridge on a computer of the owner.',
    quirk: 'Each message is in “All Mail” as well.',
  },
  generic: {
    way: 'With the password of the mailbox, usually with the whole address as user name. Where a code from the phone is asked for as well, an app password is usual.',
  },
} as const
