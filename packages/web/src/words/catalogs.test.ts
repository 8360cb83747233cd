import { describe, expect, it } from 'vitest'
import * as employeeEn from '../employee/words/en.ts'
import * as employeeFa from '../employee/words/fa.ts'
import * as employeeRu from '../employee/words/ru.ts'
import * as employeeZh from '../employee/words/zh.ts'
import * as en from './en.ts'
import * as fa from './fa.ts'
import * as ru from './ru.ts'
import { flat, isPlural, type Plural, type Tree, withOneStop } from './shape.ts'
import * as zh from './zh.ts'

const CATALOGS: Readonly<Record<string, Tree>> = {
  en: { console: en, employee: employeeEn },
  ru: { console: ru, employee: employeeRu },
  fa: { console: fa, employee: employeeFa },
  zh: { console: zh, employee: employeeZh },
}
const MASTER = CATALOGS['en'] ?? {}

function plurals(tree: Tree, path = ''): [key: string, node: Plural][] {
  return Object.entries(tree).flatMap(([name, node]): [string, Plural][] => {
    if (typeof node === 'string') return []
    return isPlural(node) ? [[`${path}${name}`, node]] : plurals(node, `${path}${name}.`)
  })
}

/** Which values a text takes: `{{count, number}}` takes `count`. */
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name ?? ''))].sort()

const withoutForm = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')
const wanted = new Map(flat(MASTER).map(([key, text]) => [withoutForm(key), placeholders(text)]))

describe.each(Object.entries(CATALOGS))('the catalog %s', (language, catalog) => {
  it('has every form that its plurals need, and no other', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    const found = plurals(catalog)
    expect(found.length).toBe(plurals(MASTER).length)
    for (const [key, { plural }] of found) expect([key, Object.keys(plural).sort()]).toEqual([key, forms])
  })

  it('has no empty text, no space at an end and none of two', () => {
    for (const [key, text] of flat(catalog)) expect([key, text]).toEqual([key, text.trim().replaceAll(/ {2,}/g, ' ')])
    expect(flat(catalog).filter(([, text]) => text === '')).toEqual([])
  })

  it('has the keys of the master, and takes the same values', () => {
    const found = new Map(flat(catalog).map(([key, text]) => [withoutForm(key), placeholders(text)]))
    expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort())
    for (const [key, text] of flat(catalog))
      expect([key, placeholders(text)]).toEqual([key, wanted.get(withoutForm(key))])
  })
})

it('says what is not English in another script', () => {
  const script: Readonly<Record<string, RegExp>> = {
    ru: /\p{Script=Cyrillic}/u,
    fa: /\p{Script=Arabic}/u,
    zh: /\p{Script=Han}/u,
  }
  for (const [language, own] of Object.entries(script))
    for (const [key, text] of flat(CATALOGS[language] ?? {}))
      if (/[A-Za-z]{2}/.test(text.replaceAll(/\{\{.*?\}\}/g, '')))
        expect([language, key, text]).toEqual([language, key, expect.stringMatching(own)])
})

it('a date that ends in an abbreviation does not give its sentence two full stops', () => {
  expect(withOneStop('Ссылка действует до 13 декабря 2026 г..')).toBe('Ссылка действует до 13 декабря 2026 г.')
  expect(withOneStop('Wait ... done.')).toBe('Wait ... done.')
})
