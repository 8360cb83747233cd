export const overview = {
  nothingYet: 'No mailboxes are listed in this move yet.',
  nothingYetNext: 'The list of people comes first; then Caravan can say what moves and how long it takes.',
  home: {
    plural: {
      one: '{{home, number}} of {{count, number}} mailbox is home',
      other: '{{home, number}} of {{count, number}} mailboxes are home',
    },
  },
  fullStop: '.',
  verified: 'and verified.',
  stuck: {
    plural: {
      one: '{{count, number}} mailbox does not go on by itself.',
      other: '{{count, number}} mailboxes do not go on by themselves.',
    },
  },
  /** Those that were home before, read once more for what is new. */
  renewing: {
    plural: {
      one: '{{count, number}} is being read once more for new mail.',
      other: '{{count, number}} are being read once more for new mail.',
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
  endToday: 'At this pace, what is under way ends at about {{when}} today.',
  endLater: 'At this pace, what is under way ends at about {{when}}.',
  allWell: 'Nothing is stuck.',
  paused: 'The move is paused.',
  needs: 'Waiting for you',
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
  nextNone: 'No dates yet: the plan is counted from the day of the cut-over, which is not set.',
  nextPast: 'All dates of the plan have passed.',
  begins: '{{stage}} begins',
  ends: '{{stage}} ends',
  events: 'Latest events',
  eventsNone: 'Nothing has happened yet. What happens appears here by itself.',
  live: 'live',
  polling: 'The live connection is lost; the page refreshes every {{seconds, number}} s.',
  begin: {
    title: 'The move is planned. It begins with a look at what there is.',
    text: 'Assessing changes nothing at the old service: it counts mailboxes, folders and messages.',
    button: 'Begin to assess',
  },
  mayLeave: {
    title: '“{{stage}}” can be finished',
    text: 'Everything that Caravan asks before the next stage is fine.',
    button: 'Finish this stage',
  },
} as const

export const cause = {
  undecided: {
    title: '{{address}} waits for a decision',
    text: 'Something at the old or the new mailbox has changed so much that the copy asks before it goes on.',
  },
  'pass-fails': {
    title: 'The copy of {{address}} fails',
    text: 'The last attempt failed. What is copied already stays; the next try goes on from there.',
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
} as const

export const event = {
  'move.made': 'The move was planned',
  'move.changed': 'The plan was changed',
  'move.paused': 'The move was paused',
  'move.resumed': 'The move goes on',
  'move.stage-opened': '“{{stage}}” began',
  'move.stage-left': '“{{stage}}” is done',
  'move.stage-reopened': '“{{stage}}” was begun again',
  'move.check-overridden': 'A check of “{{stage}}” was passed over',
  'move.approved': 'It was noted who approved the move',
  'move.override-withdrawn': 'A check of “{{stage}}” counts again',
  'mailboxes.changed': {
    plural: { one: '{{count, number}} mailbox was changed', other: '{{count, number}} mailboxes were changed' },
  },
  'mailbox.file-received': 'A file of mail was handed over',
  'mailbox.file-read': 'A file of mail was read',
  'mailbox.file-refused': 'A file of mail cannot be read',
  'mailbox.file-removed': 'A file of mail was removed',
  'mailbox.paused': 'A mailbox was paused',
  'mailbox.resumed': 'A paused mailbox goes on',
  'mailbox.stuck': '{{address}} is stuck',
  'mailbox.unstuck': '{{address}} is not stuck any more',
  'wave.started': 'A wave began',
  'wave.paused': 'A wave was paused',
  'wave.resumed': 'A paused wave goes on',
  reading: {
    done: 'A mailbox was read: what it holds, and who mail was sent to',
    failed: 'A mailbox could not be read to its end',
    'passes.requested': 'Mailboxes are to be read',
    'pass.started': 'A mailbox is being read',
  },
  trial: {
    done: 'A trial over some folders of a mailbox ended well',
    failed: 'A trial over some folders of a mailbox failed',
    'pass.started': 'A trial over some folders of a mailbox began',
  },
  verify: {
    done: 'A mailbox was read again on both sides: everything is there',
    mismatch: 'A mailbox was read again on both sides: something is missing or differs',
    'pass.started': 'A mailbox is being read again on both sides',
  },
  reverse: {
    done: 'The way back was tried: a mailbox was copied to the old home',
    failed: 'The way back was tried and failed',
    'pass.started': 'The way back of a mailbox is being tried',
  },
  'pass.requested': 'A pass was requested',
  'pass.started': 'The copy of a mailbox began',
  'pass.green': 'A mailbox was copied, and every message is accounted for',
  'pass.exceptions': 'A mailbox was copied, with exceptions',
  'pass.failed': 'The copy of a mailbox failed',
  'pass.cancelled': 'The copy of a mailbox was cancelled',
  'pass.handed-back': 'The copy of a mailbox was broken off and goes on elsewhere',
  'passes.requested': 'Passes were requested',
  'employees.invited': {
    plural: { one: '{{count, number}} employee was invited', other: '{{count, number}} employees were invited' },
  },
  'employee.opened': 'An employee opened their page',
  'employee.gave-access': 'An employee gave access to the old mailbox',
  'employee.refused': 'The old service refused an employee’s password',
  'employee.steps': 'An employee ticked a step',
  'employee.written-to': 'An invitation went out',
  'employee.reminded': 'A reminder went out',
  'employee.letter-failed': 'An email to an employee could not be sent',
  'employee.invitation-revoked': 'An invitation was taken back',
  'employee.welcome-laid': 'A welcome letter was laid into a new mailbox',
  'employee.welcome-opened': 'An employee’s new mailbox was opened',
  'employee.welcome-gone': 'A welcome letter is gone from its inbox',
  'employee.welcome-failed': 'A welcome letter could not be laid or looked at',
  'welcome.set': 'The welcome letter was changed',
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
} as const
