import { describe, expect, it } from 'vitest'
import * as employeeFa from '../employee/words/fa.ts'
import * as employeeRu from '../employee/words/ru.ts'
import * as employeeZh from '../employee/words/zh.ts'
import * as fa from './fa.ts'
import * as ru from './ru.ts'
import { flat } from './shape.ts'
import * as zh from './zh.ts'

const CATALOGS = {
  ru: { console: ru, employee: employeeRu },
  fa: { console: fa, employee: employeeFa },
  zh: { console: zh, employee: employeeZh },
} as const

/** Words that docs/decisions/0031-words.md has replaced, with the one that says it. */
const REPLACED: Readonly<Record<keyof typeof CATALOGS, readonly (readonly [RegExp, string])[]>> = {
  ru: [
    [/служб/i, 'сервис'],
    [/агентств/i, 'подрядчик'],
    [/дельт/i, 'дополнительный проход'],
  ],
  fa: [
    [/(?<![\p{L}\u200c])نامه(?!\p{L})/u, 'ایمیل'],
    [/پالایه/, 'فیلتر'],
    [/برگزی/, 'انتخاب'],
    [/درگاه/, 'پورت'],
    [/خزانه/, 'گاوصندوق'],
    [/کارمندان/, 'کارکنان'],
  ],
  zh: [
    [/共用/, '公共'],
    [/轮次/, '复制'],
    [/(?<!维护)人员/, '员工'],
    [/警报/, '告警'],
    [/(?<!Apple |“)账户/, '账号'],
  ],
}

/** What no reader of the language would write, with what it is. */
const MISSPELT: Readonly<Record<keyof typeof CATALOGS, readonly (readonly [RegExp, string])[]>> = {
  ru: [
    [/["“”]/, 'quotation marks are «»'],
    [/\p{L} - \p{L}/u, 'a dash is —'],
    [/(?<!\p{L})еще(?!\p{L})/iu, 'ё is written'],
    [/ …$/, 'no space before …'],
  ],
  fa: [
    [/[يكة]/, 'letters of Arabic'],
    [/[0-9٠-٩]/, 'digits are ۰–۹'],
    [/[,;?"“”]/, 'signs are ، ؛ ؟ «»'],
    [/\p{L} ها(ی|یی)?(?!\p{L})/u, 'ها is joined by a half-space'],
    [/(?<!\p{L})ن?می \p{L}/u, 'می is joined by a half-space'],
    [/\p{L} …$/u, 'no space before …'],
  ],
  zh: [
    [/\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}/u, 'signs are of full width'],
    [/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u, 'a space between Chinese and Latin'],
    [/你/, '您'],
    [/……/, '…'],
  ],
}

/** Without values and what is Latin: addresses, names, units. */
const ownText = (text: string, language: string) => {
  const said = text.replaceAll(/\{\{.*?\}\}/g, '\uFFFC').replaceAll(/\u2066.*?\u2069/g, '')
  return language === 'fa' ? said.replaceAll(/[\w@.#:/+-]*[A-Za-z][\w@.#:/+-]*( \d+|, [\w.]+(?=\)))?/g, '') : said
}

describe.each(Object.keys(CATALOGS) as (keyof typeof CATALOGS)[])('the texts in %s', (language) => {
  const texts = flat(CATALOGS[language])

  it.each(REPLACED[language])('say it without %s', (word, instead) => {
    for (const [key, text] of texts) if (word.test(text)) expect([key, text]).toEqual([key, `… ${instead} …`])
  })

  it.each(MISSPELT[language])('are spelt without %s', (sign, rule) => {
    for (const [key, text] of texts)
      if (sign.test(ownText(text, language))) expect([key, text]).toEqual([key, `… ${rule} …`])
  })
})
