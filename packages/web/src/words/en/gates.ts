/** What keeps a gate shut, what opens it, and what begins the next stage. */
export const gate = {
  waitsFor: 'It can begin after: {{stages}}.',
  mayBegin: '“{{stage}}” can begin',
  begin: 'Begin: {{stage}}',
  begins: {
    approve: 'Whoever decides on it says yes to the move. Nothing is copied before that.',
    prepare: 'People, addresses, access and a trial are made ready. Nothing real is copied yet.',
    copy: 'From here on mailboxes are copied, wave by wave. The old service stays as it is.',
    cutover: 'The switch: what must be true before it is checked once more.',
    close: 'What is left: the passwords are erased, and nothing is copied any more.',
  },
  read: 'Read the mailboxes',
  reading: {
    plural: {
      one: '{{count, number}} mailbox stands in the queue to be read.',
      other: '{{count, number}} mailboxes stand in the queue to be read.',
    },
  },
  start: {
    title: {
      plural: { one: '{{count, number}} mailbox is not begun', other: '{{count, number}} mailboxes are not begun' },
    },
    text: 'Start their waves when you like, or give each wave the hour at which it starts by itself.',
  },
  trial: 'Run a trial over one mailbox',
  trialing: 'A trial over {{address}} was requested. Its report stands with the mailbox.',
  rehearse: 'Try it with one mailbox',
  rehearsing: 'A reverse pass over {{address}} was requested. It takes back only what arrives from now on.',
  erase: {
    button: 'Erase the passwords',
    question: 'Erase every password of this move?',
    text: 'Both services’ and all mailboxes’ passwords are erased for good. Nothing more can be copied without new ones.',
    done: {
      plural: { one: '{{count, number}} password was erased.', other: '{{count, number}} passwords were erased.' },
    },
  },
} as const

/** Going on without a check, in one’s own name. */
export const passOver = {
  button: 'Pass over…',
  question: 'Go on without this?',
  text: 'Not fulfilled: “{{asks}}”. Your name and your reason are kept in the audit log. If it becomes worse, it counts again.',
  reason: 'Why it may go on without it',
  yes: 'Pass over',
  approve: {
    button: 'It is approved…',
    question: 'Is the move approved?',
    text: 'Get the yes in your own way: Caravan asks nobody. Note who gave it and when, and where that can be read; where you decide yourself, your own name is enough. It is kept in the audit log under your name, and from then on mail may be copied.',
    example: 'For example: Olga Mann, managing director, on 3 March by email',
    what: 'What is approved',
    mailboxes: {
      plural: {
        one: '{{count, number}} mailbox moves from “{{from}}” to “{{to}}”.',
        other: '{{count, number}} mailboxes move from “{{from}}” to “{{to}}”.',
      },
    },
    day: 'Cut-over day: {{day}}.',
    noDay: 'The cut-over day is open.',
    reason: 'Who approved it, and when',
    yes: 'It is approved',
  },
} as const
