/** The master catalog: the other languages have its keys, and `tsc` sees to it. Glossary: core's model/glossary.ts. */
export const en = {
  shell: {
    skip: 'Skip to the content',
    menu: 'Menu',
    language: 'Language',
    colours: 'Colours',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
    signOut: 'Sign out',
    organisation: 'Organisation',
    moves: 'Moves',
    loading: 'Loading',
  },
  problem: {
    serverSaid: 'What the server said',
    again: 'Try again',
    reload: 'Load the page again',
    home: 'To the beginning',
    offline: {
      title: 'The server cannot be reached.',
      remedy: 'Check your connection. As soon as the server answers, the page goes on by itself.',
    },
    unexpected: {
      title: 'This page stopped because of a fault in the console.',
      remedy: 'Load the page again. If it stays so, tell whoever looks after Caravan what stands below.',
    },
    notFound: {
      title: 'There is nothing at this address',
      text: 'Perhaps the link is incomplete, or what was here has been removed.',
    },
  },
  begin: {
    title: 'Welcome to Caravan',
    text: 'You are the first here. Make your account and name the organisation whose mail moves; colleagues are invited later.',
    name: 'Your name',
    email: 'Your email address',
    password: 'Password',
    passwordHint:
      'At least 12 characters: several words that do not belong together, or what a password manager makes.',
    organisation: 'Organisation',
    organisationHint: 'The company’s name, as its people write it. An agency writes its own.',
    submit: 'Make the account',
    noToken: {
      title: 'This link is incomplete',
      text: 'Open the whole link that Caravan printed when it started. It ends with #begin_ and a long row of letters.',
    },
    toSignIn: 'I have an account',
  },
  signIn: {
    title: 'Sign in',
    email: 'Email address',
    password: 'Password',
    submit: 'Sign in',
    through: 'Sign in with {{name}}',
    or: 'or',
    refused: {
      title: 'Address and password do not match an account.',
      remedy: 'Check both. Capital letters count in the password.',
    },
    tooOften: {
      title: 'That was tried too often.',
      remedy: 'Wait a minute, then try again.',
    },
    codeTitle: 'One more step',
    codeText: 'Type the six digits that your authenticator app shows for Caravan.',
    code: 'Code',
    codeRefused: {
      title: 'This code is not right, or is used already.',
      remedy: 'Wait for the next one in the app. The clock of the phone has to be right.',
    },
    backupText: 'Type one of the backup codes that you kept. Each works once.',
    backup: 'Backup code',
    useBackup: 'The phone is not at hand',
    useCode: 'Use the app after all',
    other: 'Sign in as somebody else',
  },
  moves: {
    title: 'Moves',
    make: 'Plan a move',
    made: 'planned {{day}}',
    paused: 'paused',
    cutOver: 'cut-over {{day}}',
    empty: {
      title: 'Plan the first move',
      text: 'A move takes the mailboxes of a company from the old mail service to the new one, in eight stages. Nothing is copied before it is approved, and the old mailboxes stay as they are.',
      example: 'For example: 40 mailboxes of alvero.example go to a new service and keep their addresses.',
    },
    noOrganisation: {
      title: 'You work for no organisation yet',
      text: 'Ask somebody who leads a move to invite you, then open the link of the invitation.',
    },
  },
  newMove: {
    title: 'Plan a move',
    text: 'Two answers are enough to begin. Everything can be changed until it is approved.',
    name: 'What do you call it?',
    nameHint: 'For example: Alvero Doors to the new mail',
    kind: 'What happens to the addresses?',
    submit: 'Plan the move',
    mayNot: 'You may look at moves here, and not plan one. Ask an owner or a lead.',
  },
  kind: {
    'same-domain': {
      name: 'Same domain, new service',
      text: 'All addresses stay as they are. Only the service behind them changes.',
    },
    'new-addresses': {
      name: 'New addresses',
      text: 'Everybody gets an address at another domain. The old ones go on receiving for a while.',
    },
    'first-company-mail': {
      name: 'First company mail',
      text: 'People used private mailboxes until now. What is the company’s goes to the new service.',
    },
  },
  pages: {
    overview: 'Overview',
  },
  stage: {
    label: 'Stages of the move',
    assess: 'Assess',
    approve: 'Approve',
    prepare: 'Prepare',
    copy: 'Copy',
    announce: 'Announce',
    cutover: 'Cut over',
    watch: 'Watch',
    close: 'Close',
    status: {
      left: 'done',
      open: 'going on',
      blocked: 'held up',
      waiting: 'not begun',
      skipped: 'not needed',
    },
    from: 'from {{day}}',
    until: 'until {{day}}',
    since: 'since {{day}}',
    gate: 'Before it is done',
    noGate: 'Caravan has nothing to ask about this stage yet.',
    notBuilt: {
      plural: {
        one: '{{count, number}} more question Caravan cannot judge yet. Look after it by other means.',
        other: '{{count, number}} more questions Caravan cannot judge yet. Look after them by other means.',
      },
    },
    begin: 'Begin this stage',
    leave: 'This stage is done',
    check: {
      green: 'fine',
      red: 'missing',
      unknown: 'not known yet',
      'not-applicable': 'not needed',
      passed: 'passed over by {{name}}',
    },
  },
  overview: {
    nothingYet: 'No mailboxes are listed in this move yet.',
    nothingYetNext: 'The list of people comes first; then Caravan can say what moves and how long it takes.',
    home: {
      plural: {
        one: '{{home, number}} of {{count, number}} mailbox is home',
        other: '{{home, number}} of {{count, number}} mailboxes are home',
      },
    },
    verified: 'and verified.',
    stuck: {
      plural: {
        one: '{{count, number}} mailbox does not go on by itself.',
        other: '{{count, number}} mailboxes do not go on by themselves.',
      },
    },
    copying: {
      plural: {
        one: '{{count, number}} is being copied now.',
        other: '{{count, number}} are being copied now.',
      },
    },
    undecided: {
      plural: {
        one: 'For {{count, number}} mailbox nobody has decided yet whether it moves.',
        other: 'For {{count, number}} mailboxes nobody has decided yet whether they move.',
      },
    },
    allWell: 'Nothing is stuck.',
    paused: 'The move is paused.',
    needs: 'What needs somebody',
    needsNothing: 'Nothing needs you at the moment.',
    more: {
      plural: { one: '{{count, number}} more', other: '{{count, number}} more' },
    },
    fewer: 'Show fewer',
    stuckSince: 'stuck since {{when}}',
    waitsFor: 'waits for {{stage}}',
    yourTurn: 'your turn',
    amiss: '{{amiss, number}} of {{of, number}}',
    look: 'Look at it',
    progress: 'Progress',
    mailboxes: 'Mailboxes',
    state: {
      home: 'home, verified',
      copying: 'being copied',
      queued: 'waits its turn',
      paused: 'paused',
      exceptions: 'home, with exceptions',
      failed: 'not finished',
      stuck: 'stuck',
      'not-begun': 'not begun',
    },
    next: 'Next dates',
    nextNone: 'No day of the plan lies ahead. It is counted from the day of the cut-over, which is not set.',
    nextPast: 'No day of the plan lies ahead.',
    begins: '{{stage}} begins',
    ends: '{{stage}} ends',
    events: 'Just now',
    eventsNone: 'Nothing has happened yet. What happens appears here by itself.',
    live: 'live',
    polling: 'The live line is cut; the page looks every {{seconds, number}} s.',
    begin: {
      title: 'The move is planned. It begins with a look at what there is.',
      text: 'Assessing changes nothing at the old service: it counts mailboxes, folders and messages.',
      button: 'Begin to assess',
    },
    mayLeave: {
      title: '“{{stage}}” is done',
      text: 'Everything that Caravan asks before the next stage is fine.',
      button: 'Close this stage',
    },
  },
  cause: {
    undecided: {
      title: '{{address}} waits for a decision',
      text: 'Something at the old or the new mailbox has changed so much that the copy asks before it goes on.',
    },
    'pass-fails': {
      title: 'The copy of {{address}} fails',
      text: 'It was tried and came to no good end. What is copied already stays; the next try goes on from there.',
    },
    differs: {
      title: 'A message of {{address}} differs',
      text: 'Read again at the new service, something is not as it was at the old one.',
    },
    'handed-back': {
      title: '{{address}} does not get through',
      text: 'The copy was begun several times and broken off each time.',
    },
    'no-progress': { title: '{{address}} stands still', text: 'A copy runs, and nothing has moved for a long time.' },
    'no-worker': {
      title: 'Nobody copies {{address}}',
      text: 'No worker is running. Start one, or start the server with --passes.',
    },
    'not-started': { title: '{{address}} has waited for long', text: 'Workers are there and busy with others.' },
  },
  check: {
    'mailboxes-inventoried': {
      asks: 'It is known what each mailbox holds',
      title: 'Nobody knows yet what is in some mailboxes',
      text: 'Take the inventory of those that are named.',
    },
    approved: {
      asks: 'The change is approved',
      title: 'The move is not approved',
      text: 'Ask an approver to decide. An owner may pass over it, with a reason.',
    },
    'mailboxes-decided': {
      asks: 'It is decided of each mailbox what becomes of it',
      title: 'Mailboxes without a decision',
      text: 'Decide whether each moves, is archived, stays or is left behind.',
    },
    'role-owners-named': {
      asks: 'Each shared address has an owner',
      title: 'Shared addresses without an owner',
      text: 'Somebody must answer what comes to them. Name who.',
    },
    'recipients-read': {
      asks: 'The addresses that mail was sent to are read',
      title: 'Addresses that mail was sent to are not read yet',
      text: 'Read them from the mailboxes that are named, so that no address is forgotten.',
    },
    'addresses-decided': {
      asks: 'Each of these addresses is decided',
      title: 'Addresses that nobody has decided about',
      text: 'Mail was sent to them. Decide for each, or for all of a kind, what becomes of it.',
    },
    'credentials-given': {
      asks: 'There is a way to sign in to each mailbox',
      title: 'Mailboxes without a way to sign in',
      text: 'Remind their owners, or use an administrator’s access.',
    },
    'credentials-checked': {
      asks: 'Each sign-in was tried',
      title: 'Sign-ins that were never tried',
      text: 'Try them now rather than on the night of the copy.',
    },
    'trial-green': {
      asks: 'A trial was green',
      title: 'No trial has been green yet',
      text: 'Copy some folders of one mailbox and read the report.',
    },
    'final-pass-run': {
      asks: 'Each mailbox was read to its end since the switch',
      title: 'Mailboxes not read since the switch',
      text: 'Run a final pass: what came to the old home meanwhile is only there.',
    },
    'messages-accounted-for': {
      asks: 'Every message is accounted for',
      title: 'Mailboxes with messages not accounted for',
      text: 'Run them again; mend or accept each difference of their reports.',
    },
    'exceptions-accepted': {
      asks: 'Each exception is accepted',
      title: 'Exceptions that nobody has accepted',
      text: 'Read them; mend or accept each.',
    },
    'no-pass-waiting': {
      asks: 'All passes have ended',
      title: 'Passes still under way',
      text: 'Wait for their end, or stop them.',
    },
    'mailboxes-copied': {
      asks: 'Each mailbox was copied once',
      title: 'Mailboxes never copied',
      text: 'Run their first pass before the switch.',
    },
    'copies-fresh': {
      asks: 'No copy is older than a day',
      title: 'Copies older than a day',
      text: 'Run a delta, so that little is left for the night of the switch.',
    },
    'passes-ended-well': {
      asks: 'The last pass of each mailbox ended well',
      title: 'Passes that came to no good end',
      text: 'Read the reports of these mailboxes and run them again.',
    },
    'credentials-work': {
      asks: 'The sign-ins still work',
      title: 'Sign-ins that are refused now',
      text: 'Ask their owners for new ones; the final pass needs them.',
    },
    'way-back-rehearsed': {
      asks: 'The way back was tried',
      title: 'The way back was never tried',
      text: 'Run a reverse pass over one mailbox.',
    },
    'credentials-erased': {
      asks: 'The passwords are erased',
      title: 'Passwords are still kept',
      text: 'Nothing needs them any more. Erase them.',
    },
  },
  event: {
    'move.made': 'The move was planned',
    'move.changed': 'The plan was changed',
    'move.paused': 'The move was paused',
    'move.resumed': 'The move goes on',
    'move.stage-opened': '“{{stage}}” began',
    'move.stage-left': '“{{stage}}” is done',
    'move.stage-reopened': '“{{stage}}” was opened again',
    'move.check-overridden': 'A check of “{{stage}}” was passed over',
    'move.override-withdrawn': 'A check of “{{stage}}” counts again',
    'mailboxes.changed': {
      plural: { one: '{{count, number}} mailbox was changed', other: '{{count, number}} mailboxes were changed' },
    },
    'mailbox.paused': 'A mailbox was paused',
    'mailbox.resumed': 'A paused mailbox goes on',
    'mailbox.stuck': '{{address}} is stuck',
    'mailbox.unstuck': '{{address}} is not stuck any more',
    'wave.started': 'A wave began',
    'wave.paused': 'A wave was paused',
    'wave.resumed': 'A paused wave goes on',
    'pass.requested': 'A copy was asked for',
    'pass.started': 'The copy of a mailbox began',
    'pass.green': 'A mailbox was copied, and every message is accounted for',
    'pass.exceptions': 'A mailbox was copied, with exceptions',
    'pass.failed': 'The copy of a mailbox came to no good end',
    'pass.cancelled': 'The copy of a mailbox was cancelled',
    'pass.handed-back': 'The copy of a mailbox was broken off and goes on elsewhere',
    'addresses.decided': {
      plural: { one: '{{count, number}} address was decided', other: '{{count, number}} addresses were decided' },
    },
    'exceptions.accepted': {
      plural: { one: '{{count, number}} exception was accepted', other: '{{count, number}} exceptions were accepted' },
    },
    'exceptions.withdrawn': {
      plural: {
        one: 'The acceptance of {{count, number}} exception was taken back',
        other: 'The acceptance of {{count, number}} exceptions was taken back',
      },
    },
    'credentials.erased': {
      plural: { one: '{{count, number}} password was erased', other: '{{count, number}} passwords were erased' },
    },
  },
  // By the code of the refusal. In English the server’s own words stand; these are for the other languages.
  refusal: {
    'not-signed-in': { title: 'You have not signed in, or your session has ended.', remedy: 'Sign in again.' },
    'not-allowed': {
      title: 'You are not allowed to do this here.',
      remedy: 'Ask an owner of the organisation to do it, or for another role.',
    },
    'not-found': { title: 'It is not there.', remedy: 'Check the address; it may have been removed.' },
    'link-ended': {
      title: 'This link has been used, or the program has printed a newer one.',
      remedy: 'Sign in; or start the program again where nobody has signed up yet.',
    },
    'password-weak': {
      title: 'This password is easily guessed.',
      remedy:
        'Take at least 12 characters: several words that do not belong together, or what a password manager makes.',
    },
    'address-taken': {
      title: 'There is an account with this address already.',
      remedy: 'Sign in with it, then open the link again.',
    },
    'request-invalid': {
      title: 'Something in the form is not as it should be.',
      remedy: 'See the fields that are marked.',
    },
    'gate-shut': {
      title: 'Something is missing before this step.',
      remedy: 'What is missing stands below; mend it, then try again.',
    },
    'move-changed': {
      title: 'Somebody else has changed the move meanwhile.',
      remedy: 'Look at it as it is now, then decide.',
    },
    internal: {
      title: 'The server met a fault that nobody foresaw.',
      remedy: 'Try again; if it stays so, tell the host administrator, whose log has the details.',
    },
  },
} as const
