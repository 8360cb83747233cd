export const shell = {
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
  shut: 'Close the panel',
  loading: 'Loading',
} as const

export const problem = {
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
} as const

export const pages = {
  overview: 'Overview',
  mailboxes: 'Mailboxes',
  exceptions: 'Exceptions',
  people: 'People',
} as const

/** By the code of the refusal. In English the server’s own words stand; these are for the other languages. */
export const refusal = {
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
    remedy: 'Take at least 12 characters: several words that do not belong together, or what a password manager makes.',
  },
  'address-taken': {
    title: 'There is an account with this address already.',
    remedy: 'Sign in with it, then open the link again.',
  },
  'no-sender': {
    title: 'No letters can be sent: there is no system sender.',
    remedy: 'Name its server in the host settings, or make links and give them by hand.',
  },
  'file-changed': { title: 'This is not the list that was looked at.', remedy: 'Look at it again first.' },
  'preview-outdated': { title: 'The mailboxes have changed since you looked.', remedy: 'Look at it again first.' },
  'table-unreadable': { title: 'The file cannot be read.', remedy: 'Save it as XLSX or CSV again.' },
  'table-too-large': { title: 'The list is too large.', remedy: 'Split it into several files.' },
  'service-lists-nobody': {
    title: 'The service does not tell which mailboxes it has.',
    remedy: 'Export a list there, and take it as a file.',
  },
  'address-rule-invalid': { title: 'The rule cannot be read.', remedy: 'Write it like {first}.{last}@new.example.' },
  'source-in-move': {
    title: 'The move has a mailbox with this old address already.',
    remedy: 'Correct the address, or change that mailbox.',
  },
  'target-in-move': {
    title: 'The move has a mailbox with this new address already.',
    remedy: 'Correct the address, or change that mailbox.',
  },
  'own-domains-missing': {
    title: 'Nobody has said which domains are the organisation’s own.',
    remedy: 'Name the own domains of the move, and ask again.',
  },
  'too-many-at-once': { title: 'These are too many people at once.', remedy: 'Take them wave by wave.' },
  'address-invalid': { title: 'This is not an address.', remedy: 'Correct it.' },
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
} as const
