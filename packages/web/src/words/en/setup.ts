export const setup = {
  title: 'Set-up',
  steps: 'Steps of the set-up',
  step: 'Step {{number}} of {{of}}: {{name}}',
  name: {
    basics: 'The move itself',
    'old-service': 'Old service',
    'new-service': 'New service',
    'sign-in': 'Sign-in',
    people: 'People',
    addresses: 'Addresses',
  },
  state: { done: 'set', missing: 'something is missing', open: 'not begun' },
  change: 'Change',
  begin: 'Begin',
  saveAndGoOn: 'Save and go on',
  goOn: 'Go on: {{name}}',
  toSummary: 'Go on: summary',
  mayNot: 'You may look at the set-up here, and not change it. Ask an owner or a lead.',
  need: {
    word: 'To begin with',
    title: 'Set the move up',
    text: 'Name the old and the new service, how to sign in, and who moves. It takes about 15 minutes, and you can stop at any point.',
    button: 'To the set-up',
  },
} as const

export const setupSummary = {
  next: {
    begin: 'Four short steps, then the people. Everything is kept as you go, and can be changed until it is approved.',
    going: 'Done so far: {{done}} of {{of}}. Next comes: {{name}}.',
    people: 'Both services are set. Now come the people who move.',
    assess: 'All is set. The first stage takes the inventory: it looks at each mailbox and changes nothing.',
    ready: 'All is set. The overview shows how the move goes on.',
  },
  toNext: 'Go on: {{name}}',
  assess: 'Begin to assess',
  toOverview: 'To the overview',
  noDomain: 'No domain of your own is named.',
  noDay: 'No cut-over day yet.',
  noService: 'None is named yet.',
  noWay: '{{service}}: nobody has said how to sign in.',
  noSecret: '{{service}}: the secret of the application is missing.',
  noPassword: '{{service}}: the password of {{user}} is missing.',
  refused: '{{service}}: the sign-in of {{user}} was refused.',
  way: {
    employees: '{{service}}: each employee gives theirs.',
    table: '{{service}}: passwords come with the list of people.',
    master: '{{service}}: {{user}} opens all mailboxes.',
    agree: '{{service}}: each owner agrees at the provider.',
    delegated: '{{service}}: one application opens all mailboxes.',
  },
  people: {
    none: 'No mailboxes are listed yet.',
    some: { plural: { one: '{{count, number}} mailbox is listed.', other: '{{count, number}} mailboxes are listed.' } },
    undecided: {
      plural: {
        one: '{{count, number}} is not decided yet.',
        other: '{{count, number}} are not decided yet.',
      },
    },
  },
  addresses: {
    withoutTarget: {
      plural: {
        one: '{{count, number}} mailbox has no new address yet.',
        other: '{{count, number}} mailboxes have no new address yet.',
      },
    },
    withoutOwner: {
      plural: {
        one: '{{count, number}} shared address has no owner.',
        other: '{{count, number}} shared addresses have no owner.',
      },
    },
    decided: 'Each address is decided.',
  },
  hurry: {
    title: 'Does the old service close within days?',
    text: 'Then one page starts the copying today. Everything else can follow while the mail is already being copied.',
    button: 'Start copying from one page',
  },
} as const

export const setupBasics = {
  title: 'The move itself',
  text: 'What it is called, what happens to the addresses, and when people change over.',
  domains: 'Your own domains',
  domainsHint:
    'What comes after the @ in your addresses, old and new; separate several with commas. Caravan looks for forgotten addresses of these domains.',
  day: 'Cut-over day',
  dayHint:
    'From this day people work in the new mailboxes. It may stay open for now; the dates of the plan depend on it.',
  dayIs: 'That is {{day}}, by the clock of {{zone}}.',
  dayPast: 'This day has passed. Employees are told it as the day of the change: name a day to come, or leave it open.',
  hours: 'Hours of the day for copying',
  hoursHint:
    'Passes begin and run between these hours only, by the clock of {{zone}}. Leave both empty to copy at any hour.',
  hoursOf: { from: 'From', to: 'Until' },
} as const

export const setupSignIn = {
  title: 'Sign-in',
  text: 'How Caravan gets into the mailboxes. Passwords go into the vault, are shown to nobody, and are erased when the move closes.',
  first: 'Name the services first; then you see which ways there are.',
  old: 'Old service: {{name}}',
  new: 'New service: {{name}}',
  employees: {
    name: 'Each employee gives theirs',
    text: 'Everybody gets a link to a page of their own, which shows them step by step what to do. It is tried at once.',
  },
  table: {
    name: 'Passwords come with the list of people',
    text: 'A column of the file has them. Right for new mailboxes, whose first passwords an administrator sets.',
  },
  master: {
    name: 'One administrator account opens all',
    text: 'Nobody else has to do anything. Whoever runs the server sets it up: a master user of Dovecot, a Cyrus administrator, an administrator of Zimbra.',
  },
  agree: {
    name: 'Each owner agrees at the provider',
    text: 'Google, Microsoft, Yandex and others ask on a page of their own, and nobody types a password here. You register an application there once.',
  },
  delegated: {
    name: 'One registered application opens all',
    text: 'An administrator allows it there once: a service account of Google (domain-wide delegation), or app-only access of Microsoft 365.',
  },
  oauth: {
    redirect: 'Register this address at the provider as the redirect address (redirect URI), exactly as it stands:',
    authorizeUrl: 'Address of the page to agree on',
    tokenUrl: 'Address that gives tokens',
    scopes: 'Scopes, separated by blanks',
    clientId: 'Client id',
    tenant: 'Tenant',
    tenantHint: 'The directory id in Microsoft Entra, or a domain of it.',
    secret: 'Client secret',
    key: 'JSON key of the service account',
    keyHint: 'The whole file, as Google made it. It goes into the vault.',
    keyWrong: 'This is no JSON key of a service account.',
    kept: 'A secret is in the vault. Leave the field empty to keep it.',
  },
  noMaster: 'This provider has no account that opens all mailboxes with a password.',
  masterUser: 'User name of the administrator',
  password: 'Password',
  kept: 'A password is in the vault. Leave the field empty to keep it.',
  save: 'Save',
  saved: 'Saved',
  untried: 'Saved, not tried yet',
  works: 'Works',
  refused: 'Refused',
  mixed: 'Single mailboxes may differ: a password in the list, or given in the panel of a mailbox, is used for it.',
  theirSteps: 'What each employee is asked to do',
  try: {
    title: 'Try it now',
    text: 'Caravan signs in once to one mailbox and counts what is there. Nothing is copied.',
    address: 'Address of one mailbox',
    button: 'Try it',
    worked: 'It works: {{messages}} messages in {{folders}} folders.',
    workedUncounted: 'It works. The server did not count its messages in time.',
  },
} as const

export const hurry = {
  title: 'Copy before the old service closes',
  text: 'Three things on one page: both services, a way to sign in, and the addresses. Then the copying starts at once. Approval, people’s names, waves and the change-over follow later.',
  back: 'Back to the set-up',
  services: '1. The two services',
  signIn: '2. Sign-in',
  people: '3. The addresses',
  go: '4. What will happen',
  newDomain: 'Domain of the new addresses',
  newDomainHint: 'What comes before the @ stays.',
  paste: 'One mailbox in each line',
  pasteHint: 'In each line, in this order, separated by commas, semicolons or tabs: {{columns}}.',
  pasteAddresses: 'In each line one address.',
  columns: { address: 'address', old: 'password at the old service', new: 'password at the new one' },
  look: 'See what will happen',
  there: {
    plural: {
      one: '{{count, number}} mailbox is in the move already and is copied as well.',
      other: '{{count, number}} mailboxes are in the move already and are copied as well.',
    },
  },
  will: {
    mailboxes: {
      plural: {
        one: '{{count, number}} mailbox is copied from {{old}} to {{new}}.',
        other: '{{count, number}} mailboxes are copied from {{old}} to {{new}}.',
      },
    },
    left: {
      plural: {
        one: '{{count, number}} line cannot be used and is left out.',
        other: '{{count, number}} lines cannot be used and are left out.',
      },
    },
    noPassword: {
      plural: {
        one: '{{count, number}} line lacks a password and is left out.',
        other: '{{count, number}} lines lack a password and are left out.',
      },
    },
    line: 'Line {{line, number}}:',
    nothing: 'Not a single mailbox can be copied from this list.',
    stays: 'Nothing is changed or deleted at the old service, and mail goes on arriving there.',
    checks: 'These checks are passed over, in your name and with your reason; the audit log keeps it:',
    inventory: 'That the inventory of every mailbox is taken.',
    approval: 'That the change request is approved.',
  },
  reason: 'The reason',
  reasonText: 'For example: the old service becomes read-only on Friday.',
  confirm: 'To confirm, type the number of mailboxes: {{number}}',
  start: 'Set up and start copying',
  needsOwner: 'Only an owner may pass over the approval. Ask one to open this page; the services stay as they are.',
  tooLate: 'This move copies already. The overview shows how it goes.',
  notYet: 'Fill in both services above first, and save how to sign in at each.',
  doing: {
    import: 'Adding the mailboxes',
    addresses: 'Giving the new addresses',
    stages: 'Opening the stages up to the copy',
    copy: 'Starting the copy',
  },
  begin: 'Plan it and start copying today',
  beginText: 'The old service closes within days: both services, the addresses and the start on one page.',
  leftOut: {
    plural: {
      one: 'The copy has begun. {{count, number}} mailbox could not be started: it lacks a new address or a service.',
      other:
        'The copy has begun. {{count, number}} mailboxes could not be started: they lack a new address or a service.',
    },
  },
} as const
