import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoLetters } from './letters.ts'
import { demoList } from './list.ts'
import { addressOf, COPIED, PLANTED, ROSTER } from './roster.ts'

const letters = demoLetters(0.05)
const all = [...letters.values()].flat()
const headOf = (raw: Uint8Array): string =>
  Buffer.from(raw).toString('latin1').split('\r\n\r\n', 1)[0]?.replaceAll('\r\n ', ' ') ?? ''

describe('the mail of the demo', () => {
  it('is the same each time', () => {
    const digest = (): string => {
      const hash = createHash('sha256')
      for (const [address, mail] of demoLetters(0.02)) {
        hash.update(address)
        for (const { raw, folder, flags } of mail) hash.update(`${folder} ${flags.join()}`).update(raw)
      }
      return hash.digest('hex')
    }
    expect(digest()).toBe(digest())
  })

  it('is in each mailbox that is copied, and in four languages and their character sets', () => {
    expect([...letters.keys()]).toEqual(COPIED.map(addressOf))
    for (const [address, mail] of letters) expect(mail.length, address).toBeGreaterThan(8)
    const text = all.map(({ raw }) => Buffer.from(raw.subarray(0, 4_000)).toString('latin1')).join('\n')
    for (const sign of ['windows-1251', 'gb18030', 'image/png', 'application/pdf', 'text/csv', 'In-Reply-To: <'])
      expect(text).toContain(sign)
    const folders = new Set(all.map(({ folder }) => folder.split('/')[0]))
    for (const folder of ['Customers', 'Клиенты', 'مشتریان', '客户']) expect(folders).toContain(folder)
  })

  it('goes to nobody outside the names that are kept for examples', () => {
    for (const { raw } of all)
      for (const [, domain = ''] of headOf(raw).matchAll(/[\w.-]+@([\w.-]+)/g)) expect(domain).toMatch(/\.example$/)
  })

  it('was sent to addresses of the list, and to one that is in none', () => {
    const to = all.flatMap(({ raw }) => /^To: .*<(.*)>$/m.exec(headOf(raw))?.[1] ?? [])
    const own = new Set(to.filter((address) => address.endsWith('@alvero.example')))
    const unknown = [...own].filter((address) => !ROSTER.some((one) => addressOf(one) === address))
    expect(unknown).toEqual([PLANTED.forgotten])
  })

  it('has three letters that are larger than the new service takes, all of one mailbox', () => {
    const large = [...letters].flatMap(([address, mail]) =>
      mail.filter(({ raw }) => raw.length > 5_000_000).map(() => address),
    )
    expect(large).toEqual(Array.from({ length: 3 }, () => addressOf({ local: PLANTED.tooLarge })))
  })
})

it('the administrator’s list has forty rows, one wrong password and one missing', () => {
  const [, ...rows] = demoList().split('\r\n')
  expect(rows).toHaveLength(40)
  const of = (local: string) => rows.find((row) => row.includes(addressOf({ local }))) ?? ''
  expect(of(PLANTED.wrongPassword)).toContain('petrova-oak-2018')
  expect(of(PLANTED.noPassword)).toContain(`${addressOf({ local: PLANTED.noPassword })},,`)
})
