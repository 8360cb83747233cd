/** How names are spelled in Latin letters. */
export type Spelling = 'icao' | 'common'

/**
 * ICAO Doc 9303 part 3 §6 B (8th edition), as in passports: also Ukrainian, Belarusian, Serbian and Macedonian. The soft
 * sign is left out; й is i.
 */
const ICAO = `а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch
  ш sh щ shch ъ ie ы y ь - э e ю iu я ia і i ї i є ie ґ g ў u ђ d ј j љ lj њ nj ќ k ѓ g ћ c џ dz ѕ dz
  ә a ғ g қ k ң n ө o ұ u ү u һ h`

/**
 * What people write themselves: the letters of BGN/PCGN 1947 (and of GOST 7.79 system B where they agree) without
 * their marks, е always e, signs left out.
 */
const COMMON = `${ICAO} ё yo й y ъ - э e ю yu я ya ї yi є ye ў u`

const table = (source: string): ReadonlyMap<string, string> => {
  const words = source.trim().split(/\s+/)
  const letters = new Map<string, string>()
  for (let at = 0; at + 1 < words.length; at += 2)
    letters.set(words[at] ?? '', words[at + 1] === '-' ? '' : (words[at + 1] ?? ''))
  return letters
}

const TABLES: Record<Spelling, ReadonlyMap<string, string>> = { icao: table(ICAO), common: table(COMMON) }

/** A small Cyrillic word in Latin letters; other characters stay. */
export function spellCyrillic(word: string, spelling: Spelling): string {
  // Дмитрий → Dmitry, Белый → Bely: the ending that nobody writes out.
  const shortened = spelling === 'common' ? word.replaceAll(/[иы]й(?!\p{L})/gu, 'ы') : word
  // Ukrainian and Belarusian, told by their own letters, say these two otherwise.
  const national = /[іїєґў]/u.test(word) ? shortened.replaceAll('г', 'h').replaceAll('и', 'y') : shortened
  return Array.from(national, (letter) => TABLES[spelling].get(letter) ?? letter).join('')
}
