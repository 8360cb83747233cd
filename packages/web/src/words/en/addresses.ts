/** What becomes of each address. */
export const addresses = {
  title: 'Addresses',
  open: 'open',
  done: 'Every address is decided.',
  next: 'Go on: {{part}}',
  toOverview: 'Done, to the overview',
  empty: {
    title: 'First the people, then their addresses',
    text: 'As soon as mailboxes are in the move, you give new addresses here by a rule, name who answers for shared ones, decide what moves, and see that no address is forgotten.',
  },
  part: {
    new: 'New addresses',
    roles: 'Shared addresses',
    decisions: 'What moves',
    seen: 'Nothing forgotten',
  },
  kind: { person: 'person', role: 'shared' },
  decision: {
    undecided: 'not decided',
    move: 'move',
    'archive-only': 'archive only',
    stay: 'stay at the old service',
    'leave-behind': 'leave behind',
  },
  new: {
    allGiven: {
      plural: {
        one: '{{count, number}} mailbox has its new address, or needs none.',
        other: 'All {{count, number}} mailboxes have their new address, or need none.',
      },
    },
    without: {
      plural: {
        one: '{{count, number}} mailbox has no new address yet.',
        other: '{{count, number}} mailboxes have no new address yet.',
      },
    },
    stays: 'In this move all addresses stay as they are.',
    keepAll: {
      plural: {
        one: 'Keep {{count, number}} address as it is',
        other: 'Keep all {{count, number}} addresses as they are',
      },
    },
    byRule: 'Give other addresses by a rule',
    pattern: 'Pattern',
    rule: 'Rule',
    spelling: 'Spelling of names',
    again: 'Also change the addresses of those who have a new one',
    propose: 'See the result',
    made: {
      plural: {
        one: '{{count, number}} address would be given.',
        other: '{{count, number}} addresses would be given.',
      },
    },
    collisions: {
      plural: {
        one: '{{count, number}} address is wanted more than once: choose who gets which.',
        other: '{{count, number}} addresses are wanted more than once: choose who gets which.',
      },
    },
    unmade: {
      plural: {
        one: 'For {{count, number}} mailbox the rule gives none.',
        other: 'For {{count, number}} mailboxes the rule gives none.',
      },
    },
    taken: 'has an owner already',
    shared: 'wanted more than once',
    choose: 'New address of {{address}}',
    chooseOne: 'Choose…',
    unsure: 'check the spelling',
    more: { plural: { one: 'and {{count, number}} more', other: 'and {{count, number}} more' } },
    apply: {
      plural: { one: 'Give {{count, number}} address', other: 'Give {{count, number}} addresses' },
    },
    applied: {
      plural: { one: '{{count, number}} address is given.', other: '{{count, number}} addresses are given.' },
    },
  },
  pattern: {
    '{local}': 'what is before the @ now',
    '{first}.{last}': 'first name and surname: anna.berg',
    '{f}.{last}': 'initial and surname: a.berg',
    '{first}': 'first name: anna',
    '{first}{l}': 'first name and initial: annab',
    '{last}': 'surname: berg',
    own: 'a rule of your own',
  },
  spelling: { common: 'as usual (yury, muller)', icao: 'as in passports (iurii, mueller)' },
  why: {
    'name-missing': 'a part of the name is missing:',
    'letters-unknown': 'letters that cannot be written in Latin script:',
    'not-acceptable': 'no address can be made of it:',
  },
  roles: {
    text: 'Addresses such as info@ or sales@ belong to a task. Somebody has to answer for each from the first day.',
    none: 'No shared address was recognised. One that is called otherwise can be marked here.',
    nobody: 'nobody yet',
    owner: 'Who answers for {{address}}',
    hint: 'Name or address of the owner',
    save: 'Name as owner',
    change: 'Change',
    person: 'It is a person’s',
    another: 'Another address is one of these too',
    anotherHint: 'Its old address',
    mark: 'Mark as shared address',
    unknown: 'No person’s mailbox of the move has this address.',
  },
  decisions: {
    all: 'Every mailbox is decided.',
    open: {
      plural: {
        one: 'What becomes of {{count, number}} mailbox is not decided yet.',
        other: 'What becomes of {{count, number}} mailboxes is not decided yet.',
      },
    },
    moveAll: {
      plural: { one: 'Move {{count, number}} mailbox', other: 'Move all {{count, number}} undecided mailboxes' },
    },
    meaning:
      'Move: the mail is copied, and its owner works at the new service. Archive only: the mail is copied so that it is kept, and nobody works there any more. Stay: the mailbox goes on at the old service. Leave behind: nothing is copied, and its mail ends with the old service.',
    any: 'all',
    of: 'What becomes of {{name}}',
    by: '{{name}}, {{day}}',
    chooseAll: {
      plural: { one: 'Choose all {{count, number}} of this list', other: 'Choose all {{count, number}} of this list' },
    },
  },
  seen: {
    title: 'Addresses that mail was sent to',
    all: {
      plural: {
        one: '{{count, number}} address was seen, and is in the move or decided.',
        other: 'All {{count, number}} addresses are in the move or decided: none is forgotten.',
      },
    },
    open: {
      plural: {
        one: '{{count, number}} address is neither in the move nor decided. Mail to it would come back after the move.',
        other:
          '{{count, number}} addresses are neither in the move nor decided. Mail to them would come back after the move.',
      },
    },
    show: { undecided: 'open', decided: 'decided', all: 'all' },
    sort: { plus: 'plus addresses', junk: 'only in junk' },
    decision: { exists: 'mailbox at the new service', alias: 'becomes an alias', ends: 'ends' },
    forChosen: 'Those chosen:',
    forSort: 'All of this kind:',
    noneSo: 'There is none like this.',
    messages: { plural: { one: '{{count, number}} message', other: '{{count, number}} messages' } },
    delivered: {
      plural: { one: '{{count, number}} certainly delivered', other: '{{count, number}} certainly delivered' },
    },
    junk: { plural: { one: '{{count, number}} in junk', other: '{{count, number}} in junk' } },
    last: 'last {{day}}',
    inMove: 'in the move',
    of: 'What becomes of {{address}}',
  },
  reading: {
    title: 'Read who mail was sent to',
    text: 'Services do not tell all of their aliases, groups and old addresses. The headers of the messages do: only those are read here, nothing is copied or changed.',
    goesOn: '{{running, number}} being read, {{waiting, number}} waiting',
    read: {
      plural: {
        one: '{{read, number}} of {{count, number}} mailbox is read.',
        other: '{{read, number}} of {{count, number}} mailboxes are read.',
      },
    },
    messages: {
      plural: { one: '{{count, number}} message was looked at.', other: '{{count, number}} messages were looked at.' },
    },
    last: 'Last {{when}}.',
    incomplete: {
      plural: {
        one: 'In {{count, number}} mailbox the server did not show all folders.',
        other: 'In {{count, number}} mailboxes the server did not show all folders.',
      },
    },
    notReady: {
      plural: {
        one: '{{count, number}} mailbox cannot be read yet: it has no old service or no access.',
        other: '{{count, number}} mailboxes cannot be read yet: they have no old service or no access.',
      },
    },
    start: 'Start reading',
    again: 'Read what is new',
    toTable: 'Add to the move',
  },
} as const
