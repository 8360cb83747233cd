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
