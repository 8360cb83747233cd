import { expect, it } from 'vitest'
import { spanText } from './span.ts'

it('says a span as exactly as an estimate is, in the forms and digits of the language', () => {
  const day = 86_400
  expect([3, 100, 7_000, 9_000, 1.9 * day, 22.4 * day].map((seconds) => spanText(seconds, 'en'))).toEqual([
    ...['1 minute', '2 minutes', '117 minutes', '3 hours', '46 hours', '22 days'],
  ])
  expect([2 * day, 5 * day, 21 * day].map((seconds) => spanText(seconds, 'ru'))).toEqual(['2 дня', '5 дней', '21 день'])
  expect(spanText(22 * day, 'fa')).toBe('۲۲ روز')
})
