/** The import of a list of people. */
export const importing = {
  title: 'People',
  there: {
    plural: {
      one: '{{count, number}} mailbox is in the move',
      other: '{{count, number}} mailboxes are in the move',
    },
  },
  from: 'Where do the people come from?',
  way: {
    file: 'File',
    paste: 'Paste',
    service: 'From the old service',
    seen: 'Addresses seen',
    hand: 'By hand',
  },
  nothingYet: 'Nothing is imported before you say so.',
  look: 'Look at the list',
  reading: 'Reading {{name}}…',
  other: 'Choose another list',
  file: {
    drop: 'Drop a file here',
    choose: 'or choose one',
    which: 'CSV or XLSX, in the shape of any provider: up to 20 MB.',
    kind: {
      title: 'This kind of file is not read.',
      remedy: 'Save it as XLSX or CSV in your spreadsheet program, and take that file.',
    },
    large: { title: 'The file is larger than 20 MB.', remedy: 'Split it into several files.' },
    unreadable: {
      title: 'The browser could not read the file.',
      remedy: 'Check that it is still there and not open in another program, then take it again.',
    },
  },
  paste: {
    label: 'Cells of a spreadsheet, or addresses',
    hint: 'With or without headings; one or several addresses a line.',
  },
  service: {
    text: 'Some mail servers tell their administrator which mailboxes there are. Hosted services do not: take their export as a file.',
    none: 'No old service of this move has an administrator who signs in for everybody.',
    which: 'Old service',
    ask: 'Ask {{name}}',
  },
  seen: {
    text: 'Addresses of your domains that mail was sent to, and that are neither in the move nor decided. Check which of them are mailboxes: there are aliases and groups among them.',
    unread: 'The mailboxes have to be read for this first. Start on the page “Addresses”.',
    none: 'There is none: each address is in the move or decided.',
    look: {
      plural: { one: 'Look at {{count, number}} address', other: 'Look at up to {{count, number}} addresses' },
    },
  },
  hand: {
    later: 'May be left empty and made by a rule later.',
    add: 'Add the mailbox',
    done: '{{address}} is in the move.',
  },
  ready: {
    plural: {
      one: '{{ready, number}} of {{count, number}} row is ready.',
      other: '{{ready, number}} of {{count, number}} rows are ready.',
    },
  },
  held: {
    plural: {
      one: '{{count, number}} row has an error and stays out until it is mended.',
      other: '{{count, number}} rows have an error and stay out until they are mended.',
    },
  },
  do: { plural: { one: 'Import {{count, number}} mailbox', other: 'Import {{count, number}} mailboxes' } },
  noneReady: 'No row is ready yet',
  columns: {
    title: 'What the columns are',
    column: 'Column {{number, number}}',
    is: 'What “{{name}}” is',
    filled: {
      plural: { one: '{{count, number}} cell filled', other: '{{count, number}} cells filled' },
    },
    notRead: '— not read —',
  },
  sure: { sure: 'recognised', likely: 'likely', guess: 'a guess', yours: 'you said so', unread: 'not read' },
  field: {
    sourceAddress: 'Old address',
    targetAddress: 'New address',
    sourceUser: 'Old user name',
    targetUser: 'New user name',
    sourcePassword: 'Old password',
    targetPassword: 'New password',
    displayName: 'Name',
    firstName: 'First name',
    middleName: 'Middle name',
    lastName: 'Surname',
    nickname: 'Nickname',
    aliases: 'Aliases',
    contactAddress: 'Other address to reach them',
    department: 'Department',
    project: 'Project',
    wave: 'Wave',
    kind: 'Kind',
    owner: 'Owner',
    decision: 'Decision',
    notes: 'Notes',
    unused: 'Not needed',
  },
  read: {
    title: 'How the file is read',
    encoding: 'Encoding',
    delimiter: 'Cells are separated by',
    sheet: 'Sheet',
    sourceDomain: 'Domain for old addresses without one',
    targetDomain: 'Domain for new addresses without one',
  },
  encoding: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16 (little endian)',
    'utf-16be': 'UTF-16 (big endian)',
    'windows-1251': 'Windows-1251 (Cyrillic)',
    'windows-1252': 'Windows-1252 (Western)',
    'windows-1256': 'Windows-1256 (Arabic script)',
    gb18030: 'GB 18030 (Chinese)',
  },
  delimiter: { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab', bar: 'Bar' },
  problems: {
    title: 'What needs a look',
    row: 'Row {{row, number}}',
    whole: 'The whole list',
    error: 'stays out',
    warning: 'note',
  },
  /** For the other languages; in English the server says it more exactly. */
  problem: {
    'missing-column': { text: 'No column of addresses was found.', remedy: 'Say above which column it is.' },
    'missing-address': { text: 'The row has no address.', remedy: 'Add it, or leave the row out.' },
    'invalid-address': { text: 'This is not an address.', remedy: 'Correct it.' },
    'address-too-long': { text: 'The address is longer than mail allows.', remedy: 'Correct it.' },
    'address-without-domain': {
      text: 'The address has no @ and no domain.',
      remedy: 'Add it, or say above which domain the column belongs to.',
    },
    'duplicate-source': {
      text: 'Row {{row, number}} has the same old address.',
      remedy: 'Leave one of the two rows.',
    },
    'duplicate-target': {
      text: 'Row {{row, number}} has the same new address.',
      remedy: 'Leave one of the two rows.',
    },
    'source-in-move': {
      text: 'The move has a mailbox with this old address already.',
      remedy: 'Leave the row out, or change the mailbox that is there.',
    },
    'target-in-move': {
      text: 'The move has a mailbox with this new address already.',
      remedy: 'Leave the row out, or change the mailbox that is there.',
    },
    'foreign-domain': {
      text: 'The domain is not one of this move.',
      remedy: 'Correct the address, or add the domain to the move.',
    },
    'unknown-decision': {
      text: 'This decision is not known.',
      remedy: 'Write move, archive only, stay or leave behind.',
    },
    'too-long': { text: 'The cell is too long.', remedy: 'Shorten it.' },
    'smtputf8-address': {
      text: 'Before the @ are letters that only some servers take.',
      remedy: 'Check that the new service takes it.',
    },
    'invalid-alias': { text: 'This is not an address.', remedy: 'Correct it; else the alias is not taken over.' },
    'invalid-contact': { text: 'This is not an address.', remedy: 'Correct it; else it is not taken over.' },
    'same-address': {
      text: 'Old and new address are the same.',
      remedy: 'That is right where the domain stays; else correct the new one.',
    },
    'unknown-kind': {
      text: 'This kind of mailbox is not known.',
      remedy: 'Write person or role; until then the address decides.',
    },
    'role-without-owner': { text: 'A shared address has no owner.', remedy: 'Name somebody who answers for it.' },
    'empty-secret': {
      text: 'The cell has asterisks in place of the password.',
      remedy: 'Put the password in, or let the employee give it.',
    },
  },
  rows: {
    title: 'What would be imported',
    row: 'Row',
    ready: 'ready',
    held: 'stays out',
    given: 'in the list',
    notGiven: 'not in the list',
  },
  done: {
    imported: {
      plural: { one: '{{count, number}} mailbox is imported.', other: '{{count, number}} mailboxes are imported.' },
    },
    leftOut: {
      plural: { one: '{{count, number}} row was left out.', other: '{{count, number}} rows were left out.' },
    },
    credentials: {
      plural: {
        one: '{{count, number}} password is sealed in the vault; nobody reads it again.',
        other: '{{count, number}} passwords are sealed in the vault; nobody reads them again.',
      },
    },
    waves: 'New waves: {{names}}.',
    projects: 'These projects are not known, so their mailboxes belong to none: {{names}}.',
    problems: 'Rows that were left out',
    next: 'On to the addresses',
    again: 'Import another list',
  },
} as const
