/** The letter that is laid into each new mailbox. */
export const welcome = {
  button: 'Welcome letter',
  title: 'Welcome letter',
  text: 'A letter is laid into each new mailbox, in its employee’s language. Its read mark tells who has opened the new mailbox; nothing else is looked at. It has no link and asks for no password.',
  on: 'Lay it into each new mailbox',
  when: 'When?',
  at: {
    switched: { name: 'After the switch', text: 'As soon as mail goes to the new home.' },
    copied: {
      name: 'Once a mailbox is copied',
      text: 'Before the switch already, for those who hand the new mailboxes out earlier.',
    },
  },
  contact: 'Whom to ask',
  contactHint: 'An address in the letter, which it is also from. Empty: no address is named.',
  language: 'Show the letter in',
  words: 'Your own words, in this language',
  wordsHint: 'They stand after the usual text. The letter is whole without them.',
  preview: 'As it will be read',
  from: 'From {{address}}',
  save: 'Save',
  counted: {
    plural: {
      one: '{{opened, number}} of {{count, number}} new mailbox opened',
      other: '{{opened, number}} of {{count, number}} new mailboxes opened',
    },
  },
  goneCounted: {
    plural: {
      one: '{{count, number}} welcome letter is gone from its inbox',
      other: '{{count, number}} welcome letters are gone from their inboxes',
    },
  },
  failed: {
    plural: {
      one: '{{count, number}} mailbox could not be looked into',
      other: '{{count, number}} mailboxes could not be looked into',
    },
  },
  filter: 'New mailbox',
  state: {
    due: 'letter due',
    unopened: 'not opened',
    opened: 'opened',
    gone: 'letter gone from the inbox',
  },
  told: {
    due: 'the welcome letter is about to be laid',
    unopened: 'new mailbox not opened, letter there since {{when}}',
    opened: 'opened the new mailbox: seen {{when}}',
    gone: 'welcome letter gone from the inbox: seen {{when}}',
    looked: 'last looked {{when}}',
    failed: 'New mailbox: {{why}}',
  },
} as const
