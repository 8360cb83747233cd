export const exceptions = {
  openInAll: {
    plural: {
      one: '{{count, number}} message or folder is not at the new home as it was, and waits for a decision.',
      other: '{{count, number}} messages and folders are not at the new home as they were, and wait for a decision.',
    },
  },
  allAccepted: 'Every exception is accepted.',
  explained:
    'Put right what can be put right, and run a pass again. What remains can be accepted with a reason; name and reason are kept in the report.',
  show: 'Which exceptions',
  open: 'Open',
  accepted: 'Accepted',
  all: 'All',
  search: 'Subject, folder or mailbox',
  noneShown: 'None of these.',
  inMailboxes: { plural: { one: 'in {{count, number}} mailbox', other: 'in {{count, number}} mailboxes' } },
  acceptedCount: { plural: { one: '{{count, number}} accepted', other: '{{count, number}} accepted' } },
  messages: { plural: { one: 'Show {{count, number}}', other: 'Show all {{count, number}}' } },
  hide: 'Hide them',
  further: 'Show more',
  noSubject: 'without a subject',
  accept: 'Accept',
  acceptAll: { plural: { one: 'Accept {{count, number}}', other: 'Accept all {{count, number}}' } },
  withdraw: 'Take it back',
  withdrawAll: 'Take back {{number}} accepted',
  acceptedBy: 'accepted by {{name}}, {{when}}',
  acceptQuestion: {
    plural: { one: 'Accept {{count, number}} exception?', other: 'Accept {{count, number}} exceptions?' },
  },
  acceptText:
    'They stay behind, or stay as they are, and no longer hold a stage up. It holds for these and for no others; your name and the reason are kept.',
  reason: 'Reason',
  reasonHint: 'For example: agreed with their owner on Monday',
  typeCount: { plural: { one: 'Type {{count, number}} to confirm', other: 'Type {{count, number}} to confirm' } },
  empty: {
    title: 'No exceptions',
    text: 'A message that cannot be copied as it is, or comes out otherwise, is listed here with what the server said and what can be done. Nothing is left out silently.',
    example:
      'For example: four messages are larger than the new service takes. Raise its limit and run a pass again, or accept that they stay behind.',
  },
} as const

export const exceptionCode = {
  'message-too-large': {
    title: 'Larger than the new service takes',
    text: 'Raise the limit there and run a pass again, or hand the message over to its owner.',
  },
  'message-refused': {
    title: 'Refused by the new service',
    text: 'It does not take the message in any form. The original is kept; read what the server said.',
  },
  'repaired-mended': {
    title: 'Taken after a small repair',
    text: 'Line ends or NUL bytes were mended. Nothing is to be done, unless a signature must stay valid.',
  },
  'repaired-rebuilt': {
    title: 'Taken only after it was rebuilt',
    text: 'The original is attached in full. Tell its owner if it matters.',
  },
  'line-always-cut': {
    title: 'The line breaks with this message',
    text: 'A firewall or a virus scanner may object to it. Run a pass again, or hand it over.',
  },
  'removed-unread': {
    title: 'Gone before it could be read again',
    text: 'Most likely somebody deleted it at the new home. Copy it again where it is wanted.',
  },
  merged: {
    title: 'Kept once with another',
    text: 'Both have the same bytes. Nothing is to be done where once is enough.',
  },
  'not-handed-out': {
    title: 'Not handed out by the old service',
    text: 'It lists the message but does not hand it out. Open it there; what could be read is kept.',
  },
  'folder-refused': {
    title: 'Folder refused by the new service',
    text: 'Give it another name in the folder rules, or leave it out.',
  },
  'folder-unreadable': { title: 'Folder cannot be read', text: 'Check the account’s rights to it, or leave it out.' },
  'folder-name-too-long': {
    title: 'Name of the folder too long',
    text: 'Give it a shorter name at the old service, then run a pass again.',
  },
  'not-permitted': {
    title: 'Folder takes no messages',
    text: 'Give the account the right to write there, or make room, and run a pass again.',
  },
  'listing-incomplete': {
    title: 'Folder lists fewer than it counts',
    text: 'Run a pass again. If it stays so, the folder is damaged at that service.',
  },
  'missing-at-target': { title: 'Missing when read again', text: 'It was copied and is not there. Run a pass again.' },
  'doubled-at-target': { title: 'There twice', text: 'Look at both at the new home and delete one of them.' },
  mismatched: {
    title: 'Not the same as in the old mailbox',
    text: 'Compare the two, delete the copy at the new home, and run a pass again.',
  },
  rebuilt: { title: 'Same parts, other bytes', text: 'Compare the two where it matters.' },
  rewritten: {
    title: 'Rewritten by the new service',
    text: 'The text is whole. Nothing is to be done, unless a signature must stay valid.',
  },
  'too-many-gone': {
    title: 'Much was deleted at the old home',
    text: 'More than a tenth of the mailbox, so nothing was deleted at the new one. Look whether that is meant; through the API a pass can delete all of it.',
  },
  'flags-not-kept': { title: 'Other flags than were set', text: 'Set them by hand where it matters.' },
  'date-not-kept': { title: 'Another arrival date', text: 'Nothing can be done at this service.' },
} as const
