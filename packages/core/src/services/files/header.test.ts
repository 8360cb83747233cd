import { describe, expect, test } from 'vitest'
import { dateTime } from './dates.ts'
import { arrivalOf, fieldsOf, marksOf } from './header.ts'

const marks = (...lines: string[]) => marksOf(fieldsOf(Buffer.from(lines.join('\n'))))
const arrival = (fromLine: string | undefined, ...lines: string[]) => {
  const found = arrivalOf(fieldsOf(Buffer.from(lines.join('\n'))), fromLine)
  return found && dateTime(found)
}

describe('what a user did to a message is read from', () => {
  test('X-Mozilla-Status, with the tags beside it', () => {
    expect(marks('X-Mozilla-Status: 1007', 'X-Mozilla-Keys: $label1').flags).toBe(
      '$Forwarded $label1 \\Answered \\Flagged \\Seen',
    )
    expect(marks('X-Mozilla-Status: 0000').flags).toBe('')
  })

  test('X-Mozilla-Status where it says that the message was deleted', () => {
    expect(marks('X-Mozilla-Status: 0009').deleted).toBe(true)
  })

  test('Status and X-Status', () => {
    expect(marks('Status: RO', 'X-Status: AF').flags).toBe('\\Answered \\Flagged \\Seen')
    expect(marks('Status: O').flags).toBe('')
  })

  test('the labels of Gmail, also where they are encoded', () => {
    expect(marks('X-Gmail-Labels: Inbox,Unread,Starred').flags).toBe('\\Flagged')
    expect(marks('X-Gmail-Labels: =?UTF-8?B?5pyq6K+7?=,Work').flags).toBe('')
    expect(marks('X-Gmail-Labels: Inbox,Opened').flags).toBe('\\Seen')
  })

  test('nothing where the file says nothing: then the message counts as read', () => {
    expect(marks('Subject: x').flags).toBe('\\Seen')
  })
})

describe('when a message arrived is told by', () => {
  test('the From line, as each program writes it', () => {
    expect(arrival('From maria@old.example Sat Jan  2 03:04:05 2021')).toBe(' 2-Jan-2021 03:04:05 +0000')
    expect(arrival('From 1688@xxx Sat Jan 02 03:04:05 +0300 2021')).toBe(' 2-Jan-2021 03:04:05 +0300')
    expect(arrival('From x Sat Jan  2 03:04 MST 2021')).toBe(' 2-Jan-2021 03:04:00 -0700')
  })

  test('the uppermost Received where the From line is Mozilla’s', () => {
    expect(
      arrival(
        'From - Mon Feb  1 00:00:00 2021',
        'Received: from a by b with SMTP;\n Fri, 01 Jan 2021 10:00:00 +0330 (Tehran)',
        'Received: from c by a; Fri, 01 Jan 2021 09:00:00 +0000',
        'Date: Thu, 31 Dec 2020 09:00:00 +0000',
      ),
    ).toBe(' 1-Jan-2021 10:00:00 +0330')
  })

  test('Date where there is nothing else', () => {
    expect(arrival(undefined, 'Date: 5 Mar 99 7:08 EST')).toBe(' 5-Mar-1999 07:08:00 -0500')
  })

  test('nothing where nothing can be read', () => {
    expect(arrival('From x', 'Date: yesterday', 'Received: by b; at noon')).toBeUndefined()
  })
})
