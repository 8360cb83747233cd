import { describe, expect, it } from 'vitest'
import { decisionOf, kindOf } from './proposed.ts'

/** As the console writes them, on its pages and where it says what a cell may hold. */
const DECISIONS = {
  move: ['move', 'Moves', 'переезжает', 'جابه‌جا شود', 'جابه‌جا می‌شود', '迁移'],
  'archive-only': ['archive only', 'только архив', 'Только в архив', 'فقط بایگانی', '仅归档'],
  stay: ['stay', 'остаётся', 'Остаётся в старом сервисе', 'بماند', 'در سرویس قدیمی می‌ماند', '保留', '留在旧服务'],
  'leave-behind': ['leave behind', 'Left behind', 'не переносится', 'منتقل نشود', 'منتقل نمی‌شود', '放弃'],
} as const

describe('a cell of a list of people', () => {
  it.each(Object.entries(DECISIONS))('is understood as %s where it says so as the console does', (decision, words) => {
    expect(words.filter((word) => decisionOf(word) !== decision)).toEqual([])
  })

  it('is understood as a person’s or as shared', () => {
    expect(['person', 'сотрудник', 'личный', 'شخصی', '个人'].filter((word) => kindOf(word) !== 'person')).toEqual([])
    expect(['role', 'общий', 'مشترک', '公共'].filter((word) => kindOf(word) !== 'role')).toEqual([])
  })
})
