import type { Spelling } from './cyrillic.ts'

/** Letters that are no letter with a mark. */
const LETTERS: Record<Spelling, ReadonlyMap<string, string>> = {
  common: new Map(
    Object.entries({
      ß: 'ss',
      ø: 'o',
      ł: 'l',
      đ: 'd',
      ð: 'd',
      þ: 'th',
      æ: 'ae',
      œ: 'oe',
      ı: 'i',
      ħ: 'h',
      ŋ: 'ng',
      ŧ: 't',
      ĸ: 'k',
      ə: 'a',
      ĳ: 'ij',
      ŀ: 'l',
      ʻ: '',
      ʼ: '',
      ʹ: '',
      '·': '',
    }),
  ),
  // ICAO Doc 9303 part 3 §6 A, where the recommended form is more than the letter without its mark.
  icao: new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', ñ: 'n' })),
}

/** Small Latin letters with marks as plain ones; characters of other scripts stay. */
export function spellLatin(word: string, spelling: Spelling): string {
  const whole = Array.from(
    word.normalize('NFC'),
    (letter) => (spelling === 'icao' ? LETTERS.icao.get(letter) : undefined) ?? LETTERS.common.get(letter) ?? letter,
  )
  // Marks are taken from Latin letters only: й and آ are letters of their own.
  return whole
    .map((letter) => {
      const base = letter.normalize('NFD').charAt(0)
      return /[a-z]/.test(base) && letter.length === 1 ? base : letter
    })
    .join('')
}
