import { spellChinese } from './chinese.ts'
import { type Spelling, spellCyrillic } from './cyrillic.ts'
import { spellLatin } from './latin.ts'
import { spellPersian } from './persian.ts'

export interface Spelled {
  /** Small Latin letters, digits, and what stood between the words. */
  readonly text: string
  /** False where the script does not tell the sound: Persian outside of the list, characters with several readings. */
  readonly sure: boolean
  /** Letters that nobody here can spell; they are not in `text`. */
  readonly unknown: readonly string[]
}

/** Characters of a name that are read. */
const LONGEST = 200

/**
 * Spells a name in Latin letters: Cyrillic, Latin with marks, Persian, Chinese. Letters of other scripts are named, not
 * guessed. The same name always gives the same spelling.
 * @param surname whether the name is a family name, which matters for Chinese
 */
export function transliterate(name: string, spelling: Spelling = 'common', surname = false): Spelled {
  let sure = true
  const spelled = name
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toLowerCase()
    // What is left of İ in small letters.
    .replaceAll('i\u0307', 'i')
    .replaceAll(/\p{Script=Han}+|[\p{Script=Arabic}\u200c\u064b-\u0655]+|[\p{L}\p{M}\p{N}'’ʻʼ·]+/gu, (word) => {
      if (/^\p{Script=Han}/u.test(word)) return note(spellChinese(word, spelling, surname))
      if (/[\p{Script=Arabic}]/u.test(word)) return note(spellPersian(word))
      return spellLatin(spellCyrillic(word, spelling), spelling)
    })
  const unknown = new Set<string>()
  const text = spelled.replaceAll(/[^\p{ASCII}]/gu, (letter) => {
    if (/\p{L}|\p{N}/u.test(letter)) unknown.add(letter)
    return /\p{Z}|\p{P}/u.test(letter) ? ' ' : ''
  })
  return { text, sure, unknown: [...unknown] }

  function note(one: { text: string; sure: boolean }): string {
    if (!one.sure) sure = false
    return one.text
  }
}
