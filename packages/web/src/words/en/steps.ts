/** The steps from stage to stage that ask once. */
export const step = {
  cutover: {
    question: 'Has the switch been made?',
    text: 'Say yes once new mail is delivered to the new service: Caravan does not change your domain’s records. This moment counts as the switch: each mailbox then needs one more final pass, which brings what still came to the old service.',
    yes: 'Yes, the switch is made',
  },
  close: {
    question: 'Close the move?',
    text: 'Nothing is copied any more after that, and what was asked of it counts as done.',
    yes: 'Close the move',
  },
  reopen: {
    button: 'Open again…',
    question: 'Open “{{stage}}” again?',
    text: 'What was done stays done. Your name and your reason are kept in the audit log.',
    reason: 'Why it is opened again',
    yes: 'Open again',
  },
} as const

/** What Caravan cannot judge yet, by the name of the check. */
export const unjudged = {
  'domain-reported': 'How the domain is set up today',
  'service-decided': 'Which new service it is to be, and why',
  'senders-known': 'Everything that sends as this domain',
  'time-estimated': 'How long the copy takes',
  'accounts-made': 'Each mailbox exists at the new service',
  'dns-planned': 'The domain’s records are planned, and their time to live is lowered',
  'split-delivery-planned': 'Mail reaches both services while both are used',
  'backed-up': 'Everything is saved in open formats',
  'groupware-copied': 'Contacts, calendars, tasks and rules are copied',
  'correspondents-told': 'Each correspondent has been told',
  'answers-set': 'The old mailboxes answer automatically',
  'mentions-changed': 'The old address is replaced wherever it is written',
  'addresses-answer': 'The new service takes mail for every address',
  'dns-ready': 'The new records are ready',
  announced: 'The first notices went out at least two weeks ago',
  'stragglers-ended': 'Nothing comes to the old service any more',
  'integrations-tested': 'A test message of each program that sends has arrived',
  'mail-accepted': 'Others take our mail',
  'old-home-archived': 'The old mailboxes are kept in an archive',
  'certificate-signed': 'The certificate is made and signed',
} as const
