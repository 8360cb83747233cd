export const stage = {
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
    blocked: 'overdue',
    waiting: 'not begun',
    skipped: 'not needed',
  },
  from: 'from {{day}}',
  until: 'until {{day}}',
  wasUntil: 'was planned until {{day}}',
  since: 'since {{day}}',
  gate: 'What it takes to finish',
  noGate: 'Caravan has nothing to ask about this stage yet.',
  notBuilt: {
    plural: {
      one: '{{count, number}} more question Caravan cannot judge yet. Look after it by other means.',
      other: '{{count, number}} more questions Caravan cannot judge yet. Look after them by other means.',
    },
  },
  begin: 'Begin this stage',
  leave: 'Finish this stage',
  check: {
    green: 'fine',
    red: 'missing',
    unknown: 'not known yet',
    'not-applicable': 'not needed',
    passed: 'passed over by {{name}}',
  },
} as const

export const check = {
  'mailboxes-inventoried': {
    asks: 'It is known what each mailbox holds',
    title: 'Nobody knows yet what is in some mailboxes',
    text: 'Caravan reads them: it counts folders and messages, and changes nothing.',
  },
  approved: {
    asks: 'The change is approved',
    title: 'The move is not approved',
    text: 'Get the yes in your own way; then an owner notes here who gave it.',
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
    title: 'Passes that failed',
    text: 'Read the reports of these mailboxes and run them again.',
  },
  'credentials-work': {
    asks: 'The sign-ins still work',
    title: 'Sign-ins that are refused now',
    text: 'Ask their owners for new ones; the final pass needs them.',
  },
  'way-back-rehearsed': {
    asks: 'Going back to the old service was tried',
    title: 'Going back was never tried',
    text: 'Run a reverse pass over one mailbox.',
  },
  'new-mailboxes-opened': {
    asks: 'Each new mailbox was opened',
    title: 'New mailboxes that nobody has opened',
    text: 'Their welcome letter lies there unread. Ask their employees whether they can sign in at the new home.',
  },
  'credentials-erased': {
    asks: 'The passwords are erased',
    title: 'Passwords are still kept',
    text: 'Nothing needs them any more. Erase them.',
  },
} as const
