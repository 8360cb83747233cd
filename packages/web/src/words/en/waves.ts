export const waves = {
  title: 'Waves',
  text: 'Mailboxes that move together. A wave starts by hand or at its hour; deltas follow by themselves.',
  add: 'Add a wave',
  mayNot: 'An owner or a lead plans and starts waves.',
  empty: {
    title: 'Move in waves, not all at once',
    text: 'A wave is a group of mailboxes that are copied together: first a few patient people, then departments, the management last. Until a wave starts, its mailboxes are not touched.',
    example:
      'For example: three waves of 12 mailboxes, each three days after the one before, the first next Monday at 20:00.',
  },
  mailboxes: { plural: { one: '{{count, number}} mailbox', other: '{{count, number}} mailboxes' } },
  home: '{{home, number}} of {{of, number}} home',
  undecided: {
    plural: { one: '{{count, number}} not decided', other: '{{count, number}} not decided' },
  },
  noMailboxes: 'No mailboxes yet',
  state: {
    unplanned: 'starts by hand',
    planned: 'planned',
    going: 'going on',
    paused: 'paused',
    stuck: 'stuck',
    home: 'home',
  },
  startsAt: 'starts {{when}}',
  startedAt: 'started {{when}}',
  start: 'Start',
  pause: 'Pause',
  resume: 'Go on',
  choose: 'Mailboxes',
  more: 'More about “{{name}}”',
  edit: 'Name and start',
  up: 'Earlier in the order',
  down: 'Later in the order',
  remove: 'Remove',
  cancel: 'Leave it',
  close: 'Close',
  starting: {
    title: 'Start “{{name}}” now?',
    text: {
      plural: {
        one: 'The first pass starts for {{count, number}} mailbox. The old mailboxes stay as they are; people go on working.',
        other:
          'The first pass starts for {{count, number}} mailboxes. The old mailboxes stay as they are; people go on working.',
      },
    },
    undecided: {
      plural: {
        one: '{{count, number}} more is not decided and is left out.',
        other: '{{count, number}} more are not decided and are left out.',
      },
    },
    button: 'Start the wave',
    asked: {
      plural: {
        one: 'Started: {{count, number}} pass was requested.',
        other: 'Started: {{count, number}} passes were requested.',
      },
    },
    open: {
      plural: {
        one: '{{count, number}} had one under way already.',
        other: '{{count, number}} had one under way already.',
      },
    },
    notReady: {
      plural: {
        one: '{{count, number}} is not ready: a service, an address or the decision is missing.',
        other: '{{count, number}} are not ready: a service, an address or the decision is missing.',
      },
    },
  },
  removing: {
    title: 'Remove “{{name}}”?',
    text: {
      plural: {
        one: 'Its {{count, number}} mailbox stays in the move and is in no wave then. Nothing that was copied is lost.',
        other:
          'Its {{count, number}} mailboxes stay in the move and are in no wave then. Nothing that was copied is lost.',
      },
    },
    button: 'Remove the wave',
  },
  form: {
    add: 'A new wave',
    change: 'Change “{{name}}”',
    name: 'Name',
    nameHint: 'For example: Sales, or the patient ones',
    startsAt: 'Starts by itself at',
    startsAtHint: 'Empty: somebody starts it by hand. Time zone: {{zone}}.',
    means: 'That is {{when}}.',
    save: 'Save',
  },
  none: {
    text: {
      plural: {
        one: '{{count, number}} mailbox that moves, or may move, is in no wave.',
        other: '{{count, number}} mailboxes that move, or may move, are in no wave.',
      },
    },
    split: 'Split them into waves',
  },
  split: {
    title: 'Split into waves',
    text: {
      plural: {
        one: '{{count, number}} mailbox is in no wave. It is put into new waves, urgent ones first.',
        other:
          '{{count, number}} mailboxes are in no wave. They are put into new waves in equal parts, urgent ones first.',
      },
    },
    count: 'How many waves',
    first: 'The first starts at',
    every: 'Days from one to the next',
    name: 'Wave {{n, number}}',
    result: 'Waves: {{waves, number}}; mailboxes in each: {{size, number}} at most.',
    button: 'Make the waves',
  },
  inside: {
    title: 'Mailboxes of “{{name}}”',
    empty: 'No mailbox is in this wave yet. Choose some below.',
    out: 'Take {{address}} out of the wave',
    add: 'Put mailboxes into it',
    search: 'Old address begins with',
    none: 'No mailbox without a wave is found.',
    put: {
      plural: { one: 'Put {{count, number}} into the wave', other: 'Put {{count, number}} into the wave' },
    },
    more: 'Show more',
  },
  calendar: {
    title: 'Calendar',
    before: 'The month before',
    after: 'The month after',
    today: 'Today',
    cutOver: 'Cut-over',
    begins: '{{stage}} begins',
    ends: '{{stage}} ends',
    nothing: 'Nothing is planned in this month.',
    noDay: 'The day of the cut-over is not set, so the stages have no days yet.',
    night: 'Copies run from {{from}} to {{to}} only ({{zone}}).',
    zone: 'Time zone: {{zone}}.',
  },
} as const
