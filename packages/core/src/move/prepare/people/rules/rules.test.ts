import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress } from '../../../../model/index.ts'
import { applyAddressRule } from './apply.ts'
import type { Person } from './local-part.ts'
import { splitName } from './names.ts'
import { PLACEHOLDERS, parseAddressRule } from './rule.ts'
import { transliterate } from './transliterate.ts'

const apply = (rule: string, people: readonly Person[], taken: readonly string[] = []) =>
  applyAddressRule(parseAddressRule(rule), people, { taken: new Set(taken) })
const person = (id: string, firstName: string, lastName: string, more: Partial<Person> = {}): Person => ({
  id,
  firstName,
  lastName,
  ...more,
})

/** Processor time of this process, in milliseconds: a busy machine makes it no longer. */
const processorTime = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

describe('a rule', () => {
  test.each([
    ['{first}.{last}@new.example', 'anna.berg@new.example'],
    ['{f}{last}@new.example', 'aberg@new.example'],
    ['{First}_{l}@NEW.example', 'anna_b@new.example'],
    ['{last}-{first}.{m}@новый.рф', 'berg-anna.m@xn--b1aoke0e.xn--p1ai'],
    ['{nick}@new.example', 'annie@new.example'],
    ['{local}@new.example', 'a.berg@new.example'],
    ['team.{first}@{domain}', 'team.anna@x.example'],
    ['{last}{n}@new.example', 'berg@new.example'],
  ])('%s gives %s', (rule, address) => {
    const anna = person('1', 'Anna', 'Berg', {
      middleName: 'Maria',
      nickname: 'Annie',
      source: { local: 'A.Berg', domain: 'x.example' },
    })
    expect(apply(rule, [anna])).toEqual({ made: [{ id: '1', address, sure: true }], unmade: [], collisions: [] })
  })

  test.each([
    ['{first}.{last}', 'no @'],
    ['@new.example', 'nothing stands before'],
    ['{fist}@new.example', '{fist} (character 1)'],
    ['a{first@new.example', 'character 2'],
    ['{first} {last}@new.example', '“ ” (character 8)'],
    ['info@new.example', 'same address'],
    ['{n}@new.example', 'same address'],
    ['{last}{n}{n}@new.example', 'once'],
    ['{first}@new', 'no domain'],
    ['{first}@{domain}.example', 'no domain'],
    ['{domain}{first}@x.example', 'only stand after'],
    ['x'.repeat(400), 'longer'],
  ])('%s is refused with a reason', (rule, reason) => {
    expect(() => parseAddressRule(rule)).toThrow(
      expect.objectContaining({
        code: 'address-rule-invalid',
        message: expect.stringContaining(reason) as string,
      }) as Error,
    )
  })

  test('says who gets nothing, and why', () => {
    const people = [
      person('1', '', 'Berg'),
      person('2', 'Ἀχιλλεύς', 'Berg'),
      person('3', '?!', '…'),
      person('4', 'A', 'b'.repeat(70)),
    ]
    expect(apply('{first}.{last}@new.example', people).unmade).toEqual([
      { id: '1', why: 'name-missing', detail: '{first}' },
      { id: '2', why: 'letters-unknown', detail: 'ἀ χ ι λ ε ύ ς' },
      { id: '3', why: 'name-missing', detail: '{first}' },
      { id: '4', why: 'not-acceptable', detail: `a.${'b'.repeat(70)}` },
    ])
  })

  test('takes a display name apart where it has to, and says that it is not sure', () => {
    const people: Person[] = [
      { id: '1', displayName: 'Берг Анна Петровна' },
      { id: '2', displayName: '王小明' },
      { id: '3', displayName: 'Ludwig van der Rohe' },
    ]
    expect(apply('{first}.{last}@new.example', people).made).toEqual([
      { id: '1', address: 'anna.berg@new.example', sure: false },
      { id: '2', address: 'xiaoming.wang@new.example', sure: false },
      { id: '3', address: 'ludwig.vanderrohe@new.example', sure: false },
    ])
  })
})

describe('a collision', () => {
  test('is shown with proposals, and nobody gets the address', () => {
    const people = [
      person('1', 'Anna', 'Berg', { middleName: 'Maria' }),
      person('2', 'Anja', 'Berg'),
      person('3', 'Vera', 'Dahl'),
    ]
    const result = apply('{f}{last}@new.example', people)
    expect(result.made.map((made) => made.id)).toEqual(['3'])
    expect(result.collisions).toEqual([
      {
        address: 'aberg@new.example',
        ids: ['1', '2'],
        taken: false,
        proposals: [
          { id: '1', addresses: ['anna.m.berg@new.example', 'anna.berg@new.example', 'aberg2@new.example'] },
          { id: '2', addresses: ['anja.berg@new.example', 'a.berg@new.example', 'aberg3@new.example'] },
        ],
      },
    ])
  })

  test('is also with an address that somebody has already', () => {
    const [collision] = apply(
      '{first}@new.example',
      [person('1', 'Anna', 'Berg')],
      ['anna@new.example', 'anna2@new.example'],
    ).collisions
    expect(collision).toMatchObject({ taken: true, ids: ['1'] })
    expect(collision?.proposals[0]?.addresses).toContain('anna3@new.example')
  })

  test('is counted through where the rule has {n}', () => {
    const people = [
      person('a', 'A', 'Berg'),
      person('b', 'B', 'Berg'),
      person('c', 'C', 'Berg2'),
      person('d', 'D', 'Dahl'),
    ]
    const { made, collisions } = apply('{last}{n}@new.example', people, ['dahl@new.example', 'dahl2@new.example'])
    expect(collisions).toEqual([])
    expect(Object.fromEntries(made.map((one) => [one.id, one.address]))).toEqual({
      a: 'berg@new.example',
      b: 'berg3@new.example',
      c: 'berg2@new.example',
      d: 'dahl3@new.example',
    })
  })

  test('of 10,000 people with one name takes no longer', () => {
    const people = Array.from({ length: 10_000 }, (_, at) => person(String(at), 'Anna', 'Berg'))
    const begun = process.cpuUsage()
    expect(apply('{first}.{last}@new.example', people).collisions[0]?.ids).toHaveLength(10_000)
    expect(apply('{first}{n}@new.example', people).made).toHaveLength(10_000)
    expect(processorTime(begun)).toBeLessThan(10_000)
  })
})

describe('the addresses of any people by any rule', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'Анна',
      'Щукин',
      'علی',
      'محمدی',
      '王',
      '小明',
      'Müller',
      "O'Brien",
      'van der Berg',
      'Ana-María',
      '',
      'Straße',
      'İpek',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  const people = fc.uniqueArray(
    fc.record({
      id: fc.string({ maxLength: 6 }),
      firstName: name,
      middleName: name,
      lastName: name,
      displayName: name,
      nickname: name,
      source: fc.record({
        local: fc.string({ minLength: 1, maxLength: 12 }),
        domain: fc.constantFrom('x.example', 'пример.рф'),
      }),
    }),
    { selector: (one) => one.id, maxLength: 12 },
  )
  const rule = fc
    .array(
      fc.oneof(
        fc.constantFrom(...PLACEHOLDERS.filter((one) => one !== 'domain')).map((one) => `{${one}}`),
        fc.constantFrom('.', '-', '_', 'x'),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => `${parts.join('')}@new.example`)
    .filter((text) => {
      try {
        return parseAddressRule(text).written === text
      } catch {
        return false
      }
    })

  test('are valid, different, free, and the same in whatever order the people come', () => {
    fc.assert(
      fc.property(rule, people, fc.array(fc.nat()), (written, some, order) => {
        const taken = new Set(['anna.berg@new.example', 'x@new.example', 'a@new.example'])
        const parsed = parseAddressRule(written)
        const result = applyAddressRule(parsed, some, { taken })
        const offered = [
          ...result.made.map((made) => made.address),
          ...result.collisions.flatMap((collision) => collision.proposals.flatMap((proposal) => proposal.addresses)),
        ]
        expect(new Set(offered).size).toBe(offered.length)
        for (const address of offered) {
          expect(taken.has(address)).toBe(false)
          expect(readAddress(address).address?.text).toBe(address)
          expect(address).toMatch(/^[a-z\d]+(?:[._-][a-z\d]+)*@new\.example$/)
        }
        const ids = [...result.made, ...result.unmade]
          .map((one) => one.id)
          .concat(result.collisions.flatMap((one) => one.ids))
        expect(ids.toSorted()).toEqual(some.map((one) => one.id).toSorted())
        const shuffled = some
          .map((one, at) => ({ one, rank: order[at] ?? at }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ one }) => one)
        expect(applyAddressRule(parsed, shuffled, { taken })).toEqual(result)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a rule of any text is read or refused with its code', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('{', '}', '@', 'n', 'first', '.', 'x.y', ' ') })),
        (text) => {
          try {
            expect(parseAddressRule(text).local.length).toBeGreaterThan(0)
          } catch (error) {
            expect(error).toHaveProperty('code', 'address-rule-invalid')
          }
        },
      ),
    )
  })
})

describe('names in Latin letters', () => {
  test.each([
    ['Щербаков Юрий', 'shcherbakov yury', 'shcherbakov iurii'],
    ['Ёлкина Наталья', 'yolkina natalya', 'elkina natalia'],
    ['Объедков Дмитрий', 'obedkov dmitry', 'obieedkov dmitrii'],
    ['Цой Эдуард', 'tsoy eduard', 'tsoi eduard'],
    ['Київська Їжакевич', 'kyyivska yizhakevych', 'kyivska izhakevych'],
    ['Müller Straße Øystein', 'muller strasse oystein', 'mueller strasse oeystein'],
    ['Łukasz Đorđe İpek Şahin', 'lukasz dorde ipek sahin', 'lukasz dorde ipek sahin'],
    ['吕', 'lv', 'lyu'],
    ['欧阳修', 'ouyangxiu', 'ouyangxiu'],
    ['محمد رضایی', 'mohammad rezaei', 'mohammad rezaei'],
    ['کریم‌زاده', 'karimzadeh', 'karimzadeh'],
  ])('%s is %s, in passports %s', (name, common, icao) => {
    expect(transliterate(name, 'common').text).toBe(common)
    expect(transliterate(name, 'icao').text).toBe(icao)
  })

  test('surnames are read as surnames, and what is a guess is called one', () => {
    expect(transliterate('单', 'common', true)).toMatchObject({ text: 'shan', sure: true })
    expect(transliterate('单').sure).toBe(false)
    expect(transliterate('مهسان')).toEqual({ text: 'mhsan', sure: false, unknown: [] })
    expect(transliterate('Ζορμπάς').unknown.length).toBeGreaterThan(0)
  })

  test.each([
    ['Иванов Пётр Сергеевич', { last: 'Иванов', first: 'Пётр', middle: 'Сергеевич' }],
    ['Пётр Сергеевич Иванов', { last: 'Иванов', first: 'Пётр', middle: 'Сергеевич' }],
    ['Иванов Пётр', { last: 'Иванов', first: 'Пётр' }],
    ['Пётр Иванов', { last: 'Иванов', first: 'Пётр' }],
    ['Berg, Anna Maria', { last: 'Berg', first: 'Anna', middle: 'Maria' }],
    ['Anna (Sales) Berg', { last: 'Berg', first: 'Anna' }],
    ['欧阳小明', { last: '欧阳', first: '小明' }],
    ['علی رضایی', { first: 'علی', last: 'رضایی' }],
  ])('%s is taken apart', (name, parts) => {
    expect(splitName(name)).toMatchObject(parts)
  })
})
