import { splitChineseName } from './chinese.ts'

export interface NameParts {
  readonly first?: string | undefined
  readonly middle?: string | undefined
  readonly last?: string | undefined
}

/** Endings of Russian patronymics. */
const PATRONYMIC = /(?:ович|евич|ич|овна|евна|ична|инична|ovich|evich|ovna|evna|ichna)$/iu
const SURNAME = /(?:ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ёва|ина|ына|ская|цкая|ко|ук|юк|чук|ян)$/iu
/** Words that begin a family name of several words. */
const PARTICLES = new Set(
  'van von de der den del della di da dos du la le el al bin ibn ter ten zu af av mac mc'.split(' '),
)

/**
 * The parts of a name written in one cell, as far as its form tells; a guess, which whoever shows it should say.
 * `Family, Given`; Russian order by the patronymic or by the ending of the family name; Chinese characters with the
 * family name first; else given names first and the last word, with its particles, as family name.
 */
export function splitName(display: string): NameParts {
  const name = display
    .slice(0, 200)
    .replaceAll(/\([^)]*\)|"[^"]*"/g, ' ')
    .trim()
  const chinese = splitChineseName(name)
  if (chinese !== undefined) return chinese
  const comma = name.indexOf(',')
  if (comma > 0) {
    const [first, ...middle] = words(name.slice(comma + 1))
    return { last: words(name.slice(0, comma)).join(' '), first, middle: middle.join(' ') || undefined }
  }
  const parts = words(name)
  if (parts.length < 2) return { first: parts[0] }
  if (/^\p{Script=Cyrillic}/u.test(name)) return russian(parts)
  let start = parts.length - 1
  while (start > 1 && PARTICLES.has((parts[start - 1] ?? '').toLowerCase())) start--
  return {
    first: parts[0],
    middle: parts.slice(1, start).join(' ') || undefined,
    last: parts.slice(start).join(' '),
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

function russian(parts: readonly string[]): NameParts {
  const [one = '', two = '', three] = parts
  if (three !== undefined) {
    if (PATRONYMIC.test(three) && !PATRONYMIC.test(two)) return { last: one, first: two, middle: three }
    if (PATRONYMIC.test(two)) return { first: one, middle: two, last: parts.slice(2).join(' ') }
    return { last: one, first: two, middle: parts.slice(2).join(' ') }
  }
  if (PATRONYMIC.test(two) && !SURNAME.test(two)) return { first: one, middle: two }
  // `Иванов Пётр` is how lists are written, `Пётр Иванов` how people are.
  return SURNAME.test(one) && !SURNAME.test(two) ? { last: one, first: two } : { first: one, last: two }
}
