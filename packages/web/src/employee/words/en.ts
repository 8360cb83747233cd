/** The master of the employee’s page: written for somebody who is in a hurry and has never heard of IMAP. */
export const frame = {
  title: '{{company}}: your mailbox',
  titleNobody: 'Your mailbox',
  language: 'Language',
  steps: 'Step {{at, number}} of {{of, number}}',
  ask: 'Not sure? Ask {{name}}.',
  until: 'This page is yours alone. Your link works until {{day}}.',
  leave: 'Leave this page',
  goOn: 'Continue',
  back: 'Back',
  newTab: 'opens in a new tab',
} as const

export const open = {
  title: 'Open your page',
  text: 'Open the link in your email once more. If that does not help, copy it whole and paste it here.',
  label: 'Link or code',
  hint: 'The code begins with invite_',
  button: 'Open my page',
  opening: 'Your page opens…',
  offline: 'The server cannot be reached. Check your connection and press the button.',
} as const

export const plan = {
  title: {
    'same-domain': 'Your mailbox moves to a new home',
    'new-addresses': 'Your mailbox moves, and you get a new address',
    'first-company-mail': 'You get a company mailbox',
  },
  lead: '{{company}} changes its mail service. No message is lost: we copy everything. Go on working as always.',
  now: 'Until now',
  then: 'From then on',
  when: 'What happens when',
  begin: 'Begin',
  minutes: 'Takes about three minutes',
} as const

export const when = {
  files: 'You hand over your mail',
  filesNow: 'Export it, and bring us the file',
  access: 'You let us into the old mailbox',
  accessNow: 'Now, three minutes',
  accessGiven: 'Done on {{day}}',
  accessElsewhere: '{{company}} arranges it; you need do nothing',
  copy: 'We copy your mail',
  copyBy: 'Begins {{moment}}',
  copySince: 'Since {{moment}}',
  copyOpen: 'The day is not fixed yet',
  copyNight: 'Between {{from}} and {{to}} only',
  copyText: 'That takes hours, sometimes days. You will not notice it.',
  cutover: 'New mail arrives in the new mailbox',
  cutoverText: 'Until that day you use the old one, and change nothing.',
  undated: 'The day is not fixed yet. {{company}} tells you in time.',
  signIn: 'You sign in to the new mailbox',
  signInText: 'Ten minutes; this page shows how.',
  close: 'The old mailbox is closed',
  closeText: 'Until then you can still look into it.',
  done: 'done',
  current: 'now',
} as const

export const access = {
  title: {
    password: 'Type the password of your old mailbox',
    'app-password': 'Get a password for us, and paste it here',
    'authorisation-code': 'Get an authorisation code, and paste it here',
    consent: 'You need do nothing here',
    other: 'This mailbox needs somebody’s help',
  },
  lead: 'With it we copy your mail from {{service}}. Nothing is deleted there.',
  leadConsent:
    '{{service}} takes no passwords from other programs. Whoever leads the move at {{company}} arranges the access. As soon as that is done, you see it here.',
  agree: {
    title: 'Let us into your old mailbox',
    lead: 'You go to {{name}}, sign in there with your old mailbox, and agree that your mail is read for the move. Then you come back here by yourself.',
    button: 'Go to {{name}} and agree',
    kept: 'We never see your password. What we get opens nothing but your mail, is stored encrypted, and is erased at the end; you can take it back at {{name}} at any time.',
    given: 'You have agreed. You need do nothing more here.',
  },
  mailbox: 'Your old mailbox',
  page: 'Open {{host}}',
  place:
    'Where to look: the numbers are those of the steps. It is a drawing; the page itself may look a little different.',
  placeAt: 'A drawing of the place at {{service}}; the steps say the same in words',
  label: {
    password: 'Password',
    'app-password': 'App password',
    'authorisation-code': 'Authorisation code',
  },
  show: 'Show',
  hide: 'Hide',
  check: 'Check and continue',
  checking: 'We are asking the old service. It may take half a minute.',
  kept: 'Used for the move alone, stored encrypted, and erased at its end.',
  why: 'Why not my usual password?',
  whyText:
    'The old service lets programs in only with a password of their own. It opens nothing but your mail, and you can take it back there at any time.',
  given: 'We have access already. Give a new one only if somebody asked you to.',
} as const

export const files = {
  title: 'Bring us your mail as a file',
  lead: 'We cannot fetch your mail ourselves. Export it once, and hand the file over here. Nothing in the old mailbox is changed.',
  how: 'How do I get such a file?',
  takeout: {
    name: 'Gmail, in a browser',
    text: 'Open Google Takeout and sign in. Press “Deselect all”, tick only “Mail”, and press “Next step”. Leave the file type at .zip and press “Create export”. Google sends you an email once it is ready, after minutes or after days. Download every part, and hand all of them over here as they are.',
  },
  outlook: {
    name: 'Outlook on a Windows computer (classic)',
    text: 'In Outlook choose “File”, “Open & Export”, “Import/Export”, then “Export to a file” and “Outlook Data File (.pst)”. Choose the whole mailbox with “Include subfolders”. Set no password.',
  },
  apple: {
    name: 'Mail on a Mac',
    text: 'Select a mailbox in the side bar, then in the menu “Mailbox” choose “Export Mailbox”. Do so for each. Pack the folders into one .zip (right click, “Compress”), and hand that over. Mail cuts off mailboxes of more than 2 GB: split those first.',
  },
  thunderbird: {
    name: 'Thunderbird',
    text: 'Choose “Help”, “Troubleshooting Information”, and open the profile folder with the button beside it. Close Thunderbird. Pack the folders “Mail” and “ImapMail” into one .zip, and hand that over.',
  },
  other: {
    name: 'Another program',
    text: 'Look in it for “Export”, and choose mbox or eml. Of single messages (.eml) pack the folder that holds them into one .zip.',
  },
  choose: 'File with your mail',
  hint: '.mbox, .eml, .pst, or a .zip with these in it',
  send: 'Hand over',
  sending: 'The file is on its way. Keep this page open; if the line breaks, it goes on by itself.',
  broken: 'There is no line just now. It goes on by itself.',
  kept: 'Used for the move alone, and erased at its end. You can remove it at any time.',
  given: 'What you have handed over',
  state: {
    receiving: 'Not whole yet. Choose the same file again, and it goes on from here.',
    received: 'It is here, and is read soon.',
    reading: {
      plural: {
        one: 'It is being read: {{count, number}} message so far',
        other: 'It is being read: {{count, number}} messages so far',
      },
    },
    read: { plural: { one: '{{count, number}} message found', other: '{{count, number}} messages found' } },
  },
  repeated: {
    plural: {
      one: '{{count, number}} message was in an earlier file already, and is not copied twice.',
      other: '{{count, number}} messages were in an earlier file already, and are not copied twice.',
    },
  },
  damaged: {
    plural: {
      one: '{{count, number}} place in the file is damaged. Export it once more, if you can, and hand it over as well.',
      other:
        '{{count, number}} places in the file are damaged. Export it once more, if you can, and hand it over as well.',
    },
  },
  remove: 'Remove',
  enough: 'That is all',
  more: 'Hand over another file',
} as const

export const progress = {
  stays: {
    title: 'For you nothing changes',
    text: 'By the plan of {{company}} your mailbox {{address}} is not copied. You need do nothing.',
  },
  consent: {
    title: 'We are waiting for the access',
    text: '{{company}} arranges it with the old service. You need do nothing; look in again in a few days.',
  },
  'not-begun': {
    title: 'Thank you, that is all for now',
    text: 'We have what we need. Go on using your old mailbox as always.',
  },
  waiting: {
    title: 'Your mail is next in line',
    text: 'The copy begins as soon as it is your turn. You can close this page.',
  },
  copying: {
    title: 'Your mail is being copied',
    text: 'You can close this page: it goes on without you. Nothing in the old mailbox is changed.',
  },
  copied: {
    title: 'Your mail is in the new mailbox',
    text: 'What still arrives in the old one is brought over as well.',
  },
  'held-up': {
    title: 'The copy is delayed',
    text: 'Nothing is lost. It is tried again by itself, and {{name}} can see it. You need do nothing.',
  },
  arrived: {
    plural: {
      one: '{{arrived, number}} of {{count, number}} message is there',
      other: '{{arrived, number}} of {{count, number}} messages are there',
    },
  },
  looked: 'Last counted {{moment}}',
  found: 'It works. We found {{messages}} in {{folders}}.',
  right: 'It works: the old service let us in.',
  messages: { plural: { one: '{{count, number}} message', other: '{{count, number}} messages' } },
  folders: { plural: { one: '{{count, number}} folder', other: '{{count, number}} folders' } },
  live: 'This page looks again by itself.',
  look: 'Look again',
  another: 'Give another password',
  ready: 'I have my new mailbox already',
} as const

export const after = {
  signedIn: {
    ask: 'Have you signed in to the new mailbox?',
    text: 'You get the first password from {{company}}. Sign in with your new address:',
    yes: 'Yes, I am in',
    short: 'Sign in to the new mailbox',
  },
  passwordChanged: {
    ask: 'Have you changed the first password?',
    text: 'Somebody else knows the one that you were given. Choose your own: long, and used nowhere else.',
    yes: 'Yes, it is changed',
    short: 'Change the first password',
  },
  secondFactor: {
    ask: 'Does your phone confirm that it is you?',
    text: 'Switch on the second step in the security settings of the new mailbox. Then a stolen password alone opens nothing.',
    yes: 'Yes, it is on',
    short: 'Switch on the second step',
  },
  oldAccountRemoved: {
    ask: 'Is the old mailbox gone from your programs?',
    text: 'Remove the account {{address}} from the mail programs of your phone and computer, so that you do not write from it by mistake. First make sure that you see your messages in the new mailbox.',
    yes: 'Yes, it is removed',
    short: 'Remove the old mailbox from your programs',
  },
  later: 'Not yet',
  undo: 'Take back',
  list: 'Your four steps',
  settings: 'For the mail program of a phone or computer',
  server: 'Server',
  user: 'User name',
  open: 'Open',
  doneTitle: 'Everything is done. Thank you!',
  doneText: 'Your new mailbox is in use, and the old one is looked after until it is closed.',
} as const

export const refused = {
  said: 'What the old service said',
  'password-wrong': {
    title: 'The old mailbox does not take this password.',
    remedy: 'Copy or type it once more. Mind capital letters, and the keyboard’s language.',
  },
  'password-or-imap': {
    title: 'The old mailbox does not take this password, or lets no programs in yet.',
    remedy: 'Check that “IMAP” is switched on, as the steps show, and that the password is copied whole.',
  },
  'app-password-needed': {
    title: 'This is not the kind of password that is needed here.',
    remedy: 'Make one for us as the steps show, and paste it. Your usual one does not work here.',
  },
  'imap-off': {
    title: 'The old mailbox lets no programs in yet.',
    remedy: 'Switch on “IMAP” in its settings, as the steps show, and try again.',
  },
  'web-sign-in-needed': {
    title: 'The old service wants to see you first.',
    remedy: 'Sign in to the old mailbox in a browser, confirm that it is you, and try again here.',
  },
  'password-not-taken': {
    title: 'The old service takes no passwords from programs.',
    remedy: 'Tell whoever invited you: an administrator has to open the mailbox.',
  },
  'consent-refused': {
    title: 'You have not agreed yet.',
    remedy: 'Begin again, and agree to everything that is asked for there. Nothing in your mailbox is deleted.',
  },
  'consent-lost': {
    title: 'That took too long, or came from another browser.',
    remedy: 'Begin again here, and stay in this browser.',
  },
  'consent-ended': {
    title: 'Your consent does not count any more.',
    remedy: 'Agree once more. That happens when it was taken back or has expired, or the password was changed.',
  },
  'token-refused': {
    title: 'You have agreed, but this mailbox does not open with it.',
    remedy:
      'Sign in there with the very mailbox that is named here, not with another account. See that “IMAP” is switched on for it.',
  },
  'oauth-client-refused': {
    title: 'The old service does not know our program.',
    remedy: 'Tell whoever invited you: the registration has to be mended.',
  },
  'consent-needed': {
    title: 'No password is needed here.',
    remedy: 'Press the button and agree at your old service.',
  },
  'too-many-connections': {
    title: 'Too many programs are using the old mailbox just now.',
    remedy: 'Close your mail programs for a few minutes and try again. The password may well be right.',
  },
  'service-busy': {
    title: 'The old service lets nobody in just now.',
    remedy: 'Try again in a quarter of an hour. The password may well be right.',
  },
  'service-silent': {
    title: 'The old service does not answer.',
    remedy: 'Try again later. If it stays so, tell whoever invited you. Your password was not kept.',
  },
  'service-unsafe': {
    title: 'There is no safe connection, so your password was not sent.',
    remedy: 'Tell whoever invited you: the settings of the old service have to be mended.',
  },
  'service-fails': {
    title: 'The old service let us in, but did not show the mailbox.',
    remedy: 'Try again. If it stays so, tell whoever invited you.',
  },
  'too-many-tries': {
    title: 'That was too many tries.',
    remedy:
      'Wait a quarter of an hour, so that the old service does not lock your mailbox. Then follow the steps anew.',
  },
  'too-many-requests': {
    title: 'Many of your colleagues are here just now.',
    remedy: 'Wait a minute and try again.',
  },
  'access-not-needed': {
    title: 'No password of this mailbox is needed.',
    remedy: 'You need do nothing here.',
  },
  'service-changed': {
    title: 'The settings of the old service were changed just now.',
    remedy: 'Give the password once more.',
  },
  'file-empty': {
    title: 'This file is empty.',
    remedy: 'Export your mail once more, and look at the size of the file first.',
  },
  'file-not-mail': {
    title: 'This file is no mail that we can read.',
    remedy: 'Hand over a file that ends with .mbox, .eml, .pst or .zip, as the steps show.',
  },
  'archive-unreadable': {
    title: 'This archive is broken, or not whole.',
    remedy: 'Download it once more, and hand it over again.',
  },
  'archive-too-large': {
    title: 'There is more in this archive than we can take at once.',
    remedy: 'Export your mail in parts, by folder or by year.',
  },
  'pst-unreadable': {
    title: 'This Outlook file cannot be read.',
    remedy: 'Take the password off it, if it has one, export it again, and hand it over.',
  },
  'pst-tool-missing': {
    title: 'The file is here, but cannot be read yet.',
    remedy: 'A program is still missing on the server. Tell whoever invited you; the file is read by itself then.',
  },
  'disk-full': {
    title: 'The server has no room for it just now.',
    remedy: 'Tell whoever invited you.',
  },
  'file-needed': {
    title: 'A later file needs this one.',
    remedy: 'It is erased with the others at the end of the move. Or remove the later file first.',
  },
  'too-many-files': {
    title: 'These are too many files.',
    remedy: 'Pack them into one .zip, or remove those that could not be read.',
  },
  'passes-running': {
    title: 'The file is being copied just now.',
    remedy: 'It can be removed as soon as the copy rests.',
  },
  'link-ended': {
    title: 'This link does not work any more.',
    remedy: 'Open the link in your latest email, or ask whoever invited you for a new one.',
  },
  'origin-refused': {
    title: 'This form did not come from your page.',
    remedy: 'Open the link in your email once more, and try again.',
  },
  other: {
    title: 'That did not work, and it is not your fault.',
    remedy: 'Try again in a minute. If it stays so, tell whoever invited you.',
  },
} as const
