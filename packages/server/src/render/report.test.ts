import { emptyReport, type PassReport } from '@caravan/core/engine'
import { expect, test } from 'vitest'
import { reportJson } from './json.ts'
import { renderReport } from './report.ts'

const error = {
  code: 'quota-full',
  message: 'No room left.',
  remedy: 'Make room.',
  serverReply: '[OVERQUOTA] full\u001b[2J',
}
const report: PassReport = {
  ...emptyReport(error),
  source: 'a@old:993',
  target: 'a@new:993',
  exceptions: Array.from({ length: 3 }, (_, n) => ({
    folder: 'INBOX',
    uid: n + 1,
    messageId: null,
    subject: `Subject ${n}`,
    date: null,
    size: 1_200,
    code: 'message-refused',
    serverReply: 'NO\u0007',
    remedy: 'Look at it.',
    rawFile: '/kept/1.eml',
  })),
}

test('a report says what the server said, what to do, and how many exceptions it does not show', () => {
  const text = renderReport(report, { exceptions: 2 })
  expect(text).toContain('the server said: [OVERQUOTA] full·[2J')
  expect(text).toContain('next: Make room.')
  expect(text).toContain('“Subject 1”')
  expect(text).not.toContain('“Subject 2”')
  expect(text).toContain('and 1 more')
  expect(text).not.toMatch(/[\u0007\u001b]/)
})

test('the JSON object begins with what is documented, and its times are in whole milliseconds', () => {
  const json = reportJson({ ...report, seconds: { total: 1.23456, inventory: 0, copy: 0, verify: 0 } })
  expect(Object.keys(json).slice(0, 7)).toEqual([
    'status',
    'messages',
    'bytes',
    'folders',
    'seconds',
    'verified',
    'exceptions',
  ])
  expect(json).toMatchObject({ seconds: { total: 1.235 }, pending: 0, error })
})

const begun: PassReport = {
  ...report,
  status: 'green',
  error: null,
  exceptions: [],
  perFolder: [
    {
      folder: 'INBOX',
      target: 'INBOX',
      why: 'same-name',
      messages: { ...report.messages, source: 12, copied: 5, present: 3, excluded: 4 },
      pending: 0,
      origins: 0,
      verified: { checked: 8, fresh: 8, exact: 7, normalised: 1, equivalent: 0, mismatched: 0 },
    },
  ],
  messages: { ...report.messages, source: 12, copied: 5, present: 3, excluded: 4 },
  verified: { level: 'content', checked: 8, fresh: 8, exact: 7, normalised: 1, equivalent: 0, mismatched: 0 },
  changes: { nul: 1 },
}

test('a trial says plainly that it was one, and how faithful the copy is', () => {
  const text = renderReport(
    {
      ...begun,
      kind: 'trial',
      fidelity: {
        read: 5,
        flagsChanged: 1,
        datesChanged: 0,
        flagsLeftOut: ['$Work'],
        foldersSameName: 3,
        foldersRenamed: [{ folder: 'A#B', target: 'A=23=B', why: 'renamed' }],
        refused: { 'message-refused': 2 },
        tooLarge: { limit: 25_000_000, messages: 1, bytes: 31_000_000 },
      },
    },
    { exceptions: 20 },
  )
  expect(text).toMatch(/^Trial: copied {2}a@old/)
  for (const line of [
    'This was a trial of 8 messages; 4 more were left for later.',
    'content   7 exact, 1 normalised (nul 1)',
    'flags     kept on 4 of 5; the target cannot keep $Work',
    'dates     kept on 5 of 5',
    'folders   3 keep their name, 1 get another one',
    'A#B → A=23=B',
    'refused   message-refused 2',
    'too large 1 message of 31.0 MB in all',
    'Green, as a trial',
  ])
    expect(text).toContain(line)
})

test('a final and a reverse pass say what they are, and an interrupted one does not say green', () => {
  expect(renderReport({ ...begun, kind: 'final' }, { exceptions: 1 })).toContain('nothing is pending.')
  const back = renderReport({ ...begun, kind: 'reverse', origins: 3 }, { exceptions: 1 })
  expect(back).toMatch(/^Copied back/)
  expect(back).toContain('3 messages of those present came here from there')
  const interrupted = renderReport({ ...begun, kind: 'final', status: 'interrupted', pending: 2 }, { exceptions: 1 })
  expect(interrupted).toContain('2 messages still to come.')
  expect(interrupted).not.toMatch(/green|final:/i)
})
