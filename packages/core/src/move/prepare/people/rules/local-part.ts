import type { Spelling } from './cyrillic.ts'
import { splitName } from './names.ts'
import type { AddressRule, Placeholder } from './rule.ts'
import { transliterate } from './transliterate.ts'

/** Who gets an address. */
export interface Person {
  /** Names this person in the answer; unique among all. */
  readonly id: string
  readonly firstName?: string | undefined
  readonly middleName?: string | undefined
  readonly lastName?: string | undefined
  /** Taken apart where the rule asks for a name that is not given, which makes the result unsure. */
  readonly displayName?: string | undefined
  readonly nickname?: string | undefined
  readonly source?: { readonly local: string; readonly domain: string } | undefined
}

/** A local part made by a rule, with an open place where `{n}` stands. */
export interface MadeLocal {
  readonly before: string
  readonly after: string
  readonly numbered: boolean
  readonly sure: boolean
}

/** What one person would get. */
export interface Claim {
  readonly person: Person
  readonly made: MadeLocal
  readonly local: string
  readonly domain: string
  readonly key: string
}

export type NotMade = { readonly missing: Placeholder } | { readonly unknown: readonly string[] }

/** The words of a name that a placeholder stands for, in Latin letters; undefined where the person has none. */
interface Word {
  readonly text: string
  readonly sure: boolean
  readonly unknown: readonly string[]
}

const NOTHING: Word = { text: '', sure: true, unknown: [] }

/** Fills a rule's local part for one person. */
export function makeLocal(rule: AddressRule, person: Person, spelling: Spelling): MadeLocal | NotMade {
  let [before, after] = ['', '']
  let numbered = false
  let sure = true
  for (const part of rule.local) {
    let text: string
    if ('text' in part) text = part.text
    else if (part.placeholder === 'n') {
      numbered = true
      continue
    } else {
      const word = wordOf(part.placeholder, person, spelling)
      if (word.unknown.length > 0) return { unknown: word.unknown }
      // A middle name is what many people do not have: without it the rule still holds.
      if (word.text === '' && part.placeholder !== 'middle' && part.placeholder !== 'm')
        return { missing: part.placeholder }
      sure &&= word.sure
      text = word.text
    }
    if (numbered) after += text
    else before += text
  }
  return { before, after, numbered, sure }
}

/**
 * What mail services take: small letters, digits, and single dots, hyphens and underscores between them. Undefined where
 * nothing is left, or more than the 64 octets of RFC 5321 §4.5.3.1.1.
 */
export function acceptable(local: string): string | undefined {
  const clean = local
    .replaceAll(/[^a-z\d._-]/g, '')
    .replaceAll(/[._-]{2,}/g, (run) => run[0] ?? '')
    .replaceAll(/^[._-]+|[._-]+$/g, '')
  return clean === '' || clean.length > 64 ? undefined : clean
}

function wordOf(placeholder: Placeholder, person: Person, spelling: Spelling): Word {
  switch (placeholder) {
    case 'first':
    case 'f':
      return initialIf(placeholder === 'f', nameOf('first', person, spelling))
    case 'last':
    case 'l':
      return initialIf(placeholder === 'l', nameOf('last', person, spelling))
    case 'middle':
    case 'm':
      return initialIf(placeholder === 'm', nameOf('middle', person, spelling))
    case 'nick':
      return spelled(person.nickname, spelling, false)
    case 'local': {
      const local = (person.source?.local ?? '').replace(/^"(.*)"$/, '$1').toLowerCase()
      const word = transliterate(local, spelling)
      // What the new address cannot keep (`anna+shop`) changes it: whoever reads the list should look.
      const text = word.text.replaceAll(/[^a-z\d._-]/g, '')
      return { text, sure: word.sure && text === local, unknown: word.unknown }
    }
    default:
      return NOTHING
  }
}

const initialIf = (wanted: boolean, word: Word): Word => (wanted ? { ...word, text: word.text.slice(0, 1) } : word)

function nameOf(part: 'first' | 'middle' | 'last', person: Person, spelling: Spelling): Word {
  const given = { first: person.firstName, middle: person.middleName, last: person.lastName }
  const own = given[part]?.trim() ?? ''
  if (own !== '') return spelled(own, spelling, part === 'last')
  // With one name given, the other is not read from the display name: it would be found twice.
  if ((given.first ?? given.last ?? '').trim() !== '' || person.displayName === undefined) return NOTHING
  return { ...spelled(splitName(person.displayName)[part], spelling, part === 'last'), sure: false }
}

function spelled(name: string | undefined, spelling: Spelling, surname: boolean): Word {
  if (name === undefined) return NOTHING
  const { text, sure, unknown } = transliterate(name, spelling, surname)
  // Words run together (`van der Berg`), hyphens stay, apostrophes go.
  return { text: text.replaceAll(/[^a-z\d-]/g, '').replaceAll(/^-+|-+$/g, ''), sure, unknown }
}
