export const estimate = {
  title: 'How long the copies take',
  about: {
    plural: {
      one: 'About {{span}} for {{count, number}} mailbox with {{size}}.',
      other: 'About {{span}} for {{count, number}} mailboxes with {{size}}, if all begin at once.',
    },
  },
  ofWave: 'about {{span}}',
  why: {
    'source-out': '{{service}} lets {{limit}} be read out of a mailbox in 24 hours, and {{address}} holds {{size}}.',
    'target-in': '{{service}} lets {{limit}} be put into a mailbox in 24 hours, and {{address}} holds {{size}}.',
    'target-out':
      'Each copy is read again, and {{service}} lets {{limit}} be read out of a mailbox in 24 hours; {{address}} holds {{size}}.',
    bandwidth: 'Most of it is the speed that was set for {{service}}.',
    hours: 'Most of it is waiting for the hours of the day that were set for copying.',
    speed: 'Nothing but the line and the servers holds it back. {{address}} with {{size}} takes longest.',
    connections: {
      plural: {
        one: '{{service}} has connections for {{count, number}} mailbox at once; the others wait for their turn.',
        other: '{{service}} has connections for {{count, number}} mailboxes at once; the others wait for their turn.',
      },
    },
  },
  set: 'This limit was set by hand.',
  kept: 'Caravan keeps to nine tenths of it.',
  uncounted: {
    plural: {
      one: '{{count, number}} more mailbox is not counted yet and comes on top.',
      other: '{{count, number}} more mailboxes are not counted yet and come on top.',
    },
  },
  unknown: {
    plural: {
      one: 'What {{count, number}} mailbox holds is not known yet.',
      other: 'What {{count, number}} mailboxes hold is not known yet.',
    },
  },
  count: 'Mailboxes are counted when they are read for forgotten addresses. That copies nothing.',
  read: 'Read the mailboxes',
  assumed:
    'Reckoned with {{size}} a second for a mailbox where nothing holds it back. A service that asks for pauses makes it longer.',
} as const
