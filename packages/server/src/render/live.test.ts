import type { Progress } from '@caravan/core/engine'
import { describe, expect, test } from 'vitest'
import { Estimate } from './estimate.ts'
import { LiveView } from './live.ts'

describe('the estimated end', () => {
  test('says nothing until there is something to judge by', () => {
    const estimate = new Estimate(1_000, 1_000_000, 0)
    estimate.add(10, 10_000, 500)
    expect(estimate.secondsLeft(500)).toBeUndefined()
  })

  test('takes the later of what the messages and what the bytes say', () => {
    const estimate = new Estimate(1_000, 10_000_000, 0)
    // Half of the messages, and a tenth of the bytes: the large ones are still to come.
    estimate.add(500, 1_000_000, 10_000)
    expect(estimate.secondsLeft(10_000)).toBeCloseTo(90)
  })

  test('follows a target that has become slower', () => {
    const estimate = new Estimate(10_000, 10_000, 0)
    estimate.add(1_000, 1_000, 1_000)
    for (let second = 2; second <= 100; second++) estimate.add(10, 10, second * 1_000)
    expect(estimate.rate(100_000).messages).toBeLessThan(15)
  })
})

describe('the live view', () => {
  const passing: Progress[] = [
    { step: 'copy-begins', messages: 300, bytes: 3_000 },
    { step: 'folder-begins', folder: 'Проекты', messages: 300, bytes: 3_000 },
    { step: 'copied', folder: 'Проекты', messages: 100, bytes: 1_000 },
    { step: 'copied', folder: 'Проекты', messages: 200, bytes: 2_000 },
  ]

  function shown(isTTY: boolean, told = passing): string {
    let text = ''
    let now = 0
    const view = new LiveView({ isTTY, columns: 80, write: (part) => (text += part) }, () => (now += 1_000))
    for (const progress of told) view.show(progress)
    view.end()
    return text
  }

  test('keeps one line a finished folder and changes the others in place on a terminal', () => {
    const text = shown(true)
    expect(text).toContain('100 of 300')
    expect(text).toContain('ends in about')
    expect(text).toContain('\u001b[2A\u001b[0J')
    expect(text).toMatch(/Проекты +300 of 300\n/)
  })

  test('shows folders that are copied at the same time side by side, and each as it ends', () => {
    const text = shown(true, [
      { step: 'copy-begins', messages: 500, bytes: 5_000 },
      { step: 'folder-begins', folder: 'INBOX', messages: 300, bytes: 3_000 },
      { step: 'folder-begins', folder: 'Sent', messages: 200, bytes: 2_000 },
      { step: 'copied', folder: 'INBOX', messages: 100, bytes: 1_000 },
      { step: 'copied', folder: 'Sent', messages: 200, bytes: 2_000 },
      { step: 'copied', folder: 'INBOX', messages: 100, bytes: 1_000 },
    ])
    expect(text).toMatch(/INBOX +100 of 300 .*\n +Sent +0 of 200/)
    expect(text.match(/Sent +200 of 200\n/g)).toHaveLength(1)
    expect(text).toMatch(/INBOX +200 of 300\n$/)
  })

  test('writes plain lines where there is no terminal', () => {
    const text = shown(false)
    expect(text).not.toContain('\u001b')
    expect(text).toMatch(/Проекты +300 of 300\n$/)
  })
})
