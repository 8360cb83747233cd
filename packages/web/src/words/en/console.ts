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
  home: 'To the start page',
  offline: {
    title: 'The server cannot be reached.',
    remedy: 'Check your connection. As soon as the server answers, the page goes on by itself.',
  },
  unexpected: {
    title: 'This page stopped because of a fault in the console.',
    remedy: 'Load the page again. If it stays so, send the text below to whoever looks after Caravan.',
  },
  notFound: {
    title: 'There is nothing at this address',
    text: 'Perhaps the link is incomplete, or what was here has been removed.',
  },
} as const

export const pages = {
  overview: 'Overview',
  setup: 'Set-up',
  mailboxes: 'Mailboxes',
  exceptions: 'Exceptions',
  people: 'People',
  waves: 'Waves',
  activity: 'Activity',
} as const

/** By the code of the refusal. In English the server’s own words stand; these are for the other languages. */
export const refusal = {
  'not-signed-in': { title: 'You have not signed in, or your session has ended.', remedy: 'Sign in again.' },
  'not-allowed': {
    title: 'You are not allowed to do this here.',
    remedy: 'Ask an owner of the organisation to do it, or for another role.',
  },
  'not-found': { title: 'There is nothing here.', remedy: 'Check the address; it may have been removed.' },
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
    title: 'No email can be sent: Caravan has no mail server to send through.',
    remedy: 'A host administrator names one in Settings, “This server”. Until then make links and give them by hand.',
  },
  'file-changed': { title: 'The list has changed since you looked at it.', remedy: 'Look at it again first.' },
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
  'password-wrong': {
    title: 'This is not your password.',
    remedy: 'Type the password that you sign in with. Capital letters count.',
  },
  'code-wrong': {
    title: 'This code is not right, or is used already.',
    remedy: 'Wait for the next one in the app. The clock of the phone has to be right.',
  },
  'session-old': {
    title: 'You signed in more than a day ago.',
    remedy: 'Sign out and in again: then nobody does this who found the browser open.',
  },
  'passkey-unknown': {
    title: 'Caravan does not know this passkey.',
    remedy: 'It was removed here. Sign in with your password, and remove it from your device too.',
  },
  'passkey-unverified': {
    title: 'The passkey’s device did not ask who is there.',
    remedy: 'Use one that asks for a finger, a face or a PIN.',
  },
  'request-invalid': {
    title: 'Something in the form is not as it should be.',
    remedy: 'What is wrong stands below.',
  },
  'gate-shut': {
    title: 'Something is still missing for this step.',
    remedy: 'What is missing is listed below; put it right, then try again.',
  },
  'move-changed': {
    title: 'Somebody else has changed the move meanwhile.',
    remedy: 'Look at it as it is now, then decide.',
  },
  'unknown-host': { title: 'There is no host of this name.', remedy: 'Check the spelling of the host.' },
  'connection-refused': {
    title: 'The server refuses the connection.',
    remedy: 'Check the port, and that the mail server is running.',
  },
  'host-unreachable': {
    title: 'The server cannot be reached from here.',
    remedy: 'Check the host, and the network of the machine that Caravan runs on.',
  },
  'connect-timeout': {
    title: 'The server does not answer.',
    remedy: 'Check host and port, and try another kind of encryption.',
  },
  'tls-failed': {
    title: 'There is no safe connection to this server.',
    remedy:
      'Choose another kind under “Encryption”: port 993 usually wants “TLS from the start”, port 143 “STARTTLS”. If a certificate is at fault, use the name that stands in it, or have it renewed.',
  },
  'starttls-unavailable': {
    title: 'The server offers no STARTTLS on this port.',
    remedy:
      'Under “Encryption” choose “TLS from the start”, with port 993. “None” only where the network between is your own: passwords would travel in the clear.',
  },
  'connection-lost': {
    title: 'The server closed the connection.',
    remedy: 'Try again; if it stays so, ask whoever runs the server.',
  },
  'response-timeout': {
    title: 'The server fell silent.',
    remedy: 'Try again; if it stays so, ask whoever runs the server.',
  },
  'protocol-error': {
    title: 'What answers there is no IMAP server.',
    remedy: 'Compare host and port with the settings of a mail program.',
  },
  'lookup-failed': {
    title: 'The name could not be looked up.',
    remedy: 'Try again in a minute; if it stays so, check the name servers.',
  },
  'host-malformed': {
    title: 'The host name is not written correctly.',
    remedy: 'Write a name such as imap.example.com, without a port and without https://.',
  },
  'host-refused': {
    title: 'This host is inside a network that Caravan may not connect to.',
    remedy:
      'Whoever runs Caravan allows it by an environment variable and starts the server again, for example: CARAVAN_ALLOW_HOSTS=mail.corp.example ./caravan serve',
  },
  'not-an-address': {
    title: 'This is neither an email address nor a domain.',
    remedy: 'Write anna@example.com or example.com.',
  },
  'domain-invalid': {
    title: 'One of these is no domain.',
    remedy: 'Write domains like company.example, with commas between.',
  },
  'too-many-requests': { title: 'This was asked too often.', remedy: 'Wait a minute and ask again.' },
  'administrator-refused': {
    title: 'The server does not let this administrator into the mailbox.',
    remedy:
      'Either the name or the password of the administrator is wrong, or there is no mailbox of this address at the service. Try it with an address that is sure to exist.',
  },
  'sign-in-refused': {
    title: 'The server refuses this sign-in.',
    remedy: 'Check user name and password; some services want IMAP switched on first.',
  },
  'consent-refused': {
    title: 'The owner of the mailbox has not agreed.',
    remedy: 'Begin again, sign in there with the very mailbox, and agree to everything that is asked for.',
  },
  'consent-lost': {
    title: 'The consent took too long, or came from another browser.',
    remedy: 'Begin again, and stay in this browser.',
  },
  'consent-ended': {
    title: 'The consent does not count any more.',
    remedy: 'Let the owner of the mailbox agree once more.',
  },
  'oauth-secret-missing': {
    title: 'The application has no secret yet.',
    remedy: 'Give the client secret that the provider made for it; of a service account its JSON key.',
  },
  'oauth-settings': {
    title: 'Nobody can sign in with this registration.',
    remedy: 'Compare each field with what the provider shows of the application.',
  },
  'oauth-client-refused': {
    title: 'The provider does not accept the application.',
    remedy: 'Compare client id, secret, tenant and permissions with what the provider shows.',
  },
  'token-refused': {
    title: 'The mailbox does not open with this consent.',
    remedy: 'The owner of this very mailbox has to agree, and IMAP has to be switched on for it.',
  },
  'token-server-failed': { title: 'The provider gives no tokens just now.', remedy: 'Try again in a few minutes.' },
  'sign-in-later': { title: 'The server lets nobody in just now.', remedy: 'Try again in a quarter of an hour.' },
  'sign-in-unsupported': {
    title: 'The server does not take passwords on this connection.',
    remedy: 'Choose another kind of encryption or another way to sign in.',
  },
  'passes-running': {
    title: 'Passes run over mailboxes of this service.',
    remedy: 'Pause the move and wait for them.',
  },
  'role-may-not': { title: 'Your role may not do this.', remedy: 'Ask an owner of the organisation.' },
  internal: {
    title: 'The server ran into an unexpected fault.',
    remedy: 'Try again; if it stays so, tell the host administrator, whose log has the details.',
  },
} as const

/** What is wrong with a field of a form, by the code that the server gives. */
export const field = {
  too_short: {
    plural: {
      one: 'Too short: at least {{count, number}} character.',
      other: 'Too short: at least {{count, number}} characters.',
    },
  },
  too_small: {
    plural: {
      one: 'Too little: at least {{count, number}}.',
      other: 'Too short or too little: at least {{count, number}}.',
    },
  },
  too_big: {
    plural: { one: 'Too much: at most {{count, number}}.', other: 'Too long or too much: at most {{count, number}}.' },
  },
  no_email: 'An address has a name, an @ and a domain: anna@company.example.',
  no_port: 'A port is a number between 1 and 65535.',
  invalid_format: 'It is not written as it should be.',
  invalid_type: 'Something is missing here.',
  invalid_value: 'This cannot be chosen here.',
  name: {
    name: 'Name',
    email: 'Email address',
    password: 'Password',
    organisation: 'Organisation',
    host: 'Host',
    port: 'Port',
    from: 'Sender address',
    publicUrl: 'Address of this server',
    reason: 'Reason',
    masterUser: 'User name of the administrator',
    user: 'User name',
    address: 'Address',
    ownDomains: 'Domains',
    url: 'Address',
    days: 'Days',
    to: 'Addresses',
  },
} as const
