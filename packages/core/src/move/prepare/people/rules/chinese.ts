import { createRequire } from 'node:module'
import type { Spelling } from './cyrillic.ts'

type Pinyin = Pick<typeof import('pinyin-pro'), 'pinyin' | 'polyphonic'>
let loaded: Pinyin | undefined

// Its dictionary takes 35 MB of memory: only whoever spells a Chinese name pays for it.
const dictionary = (): Pinyin => (loaded ??= createRequire(import.meta.url)('pinyin-pro') as Pinyin)

/**
 * Chinese characters in pinyin without tones: ü is v as it is typed, yu as passports have it (`icao`). `sure` where no
 * character has another reading. Characters without a known reading stay.
 * @param surname reads the beginning as surnames are read: 单 shan, 曾 zeng
 */
export function spellChinese(word: string, spelling: Spelling, surname: boolean): { text: string; sure: boolean } {
  const { pinyin, polyphonic } = dictionary()
  const syllables = pinyin(word, { toneType: 'none', type: 'array', v: true, surname: surname ? 'head' : 'off' })
  const text = syllables.map((one) => (spelling === 'icao' ? one.replace('v', 'yu') : one)).join('')
  const readings = surname ? [] : polyphonic(word, { toneType: 'none', type: 'array' })
  return { text, sure: readings.every((ofOne) => new Set(ofOne).size === 1) }
}

/** Compound surnames that are met; every other surname is one character. */
const COMPOUND = new Set(
  '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 令狐 夏侯 长孙 長孫 宇文 端木 百里 南宫 南宮 独孤 西门 東郭 东郭'.split(
    ' ',
  ),
)

/** Surname and given name of a name in characters without a space; undefined where it is none. */
export function splitChineseName(name: string): { last: string; first: string } | undefined {
  if (!/^\p{Script=Han}{2,4}$/u.test(name)) return undefined
  const letters = Array.from(name)
  const length = letters.length > 2 && COMPOUND.has(letters.slice(0, 2).join('')) ? 2 : 1
  return { last: letters.slice(0, length).join(''), first: letters.slice(length).join('') }
}
