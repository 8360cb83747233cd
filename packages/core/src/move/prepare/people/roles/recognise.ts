import type { Confidence } from '../columns/fields.ts'
import { ROLES, type RoleKey } from './roles.ts'

export interface Role {
  readonly key: RoleKey
  /**
   * `sure`: the whole local part says it; `likely`: with a number, or one word of several; `guess`: a word that may be
   * a name as well, or words run together.
   */
  readonly confidence: Confidence
  /** The word that said it. */
  readonly word: string
}

interface Word {
  readonly key: RoleKey
  /** Also a name or an everyday word. */
  readonly common: boolean
}

const WORDS = new Map<string, Word>()
for (const [key, words] of Object.entries(ROLES) as [RoleKey, string][])
  for (const word of words.split(/\s+/)) WORDS.set(plain(word.replace('?', '')), { key, common: word.endsWith('?') })

/** Shorter words are not looked for inside others: `info` in `infotech` tells nothing. */
const SHORTEST_PREFIX = 5

/**
 * What a local part is for, undefined where it looks like a person's. Sub-addresses (`sales+fair`) and numbers
 * (`info2`, `office-01`) count as the role they stand with.
 */
export function recogniseRole(local: string): Role | undefined {
  const base = (/^"?([^+]+)/.exec(local.slice(0, 320))?.[1] ?? '').normalize('NFKC').toLowerCase()
  const whole = plain(base)
  const found = WORDS.get(whole)
  if (found !== undefined) return { key: found.key, confidence: found.common ? 'likely' : 'sure', word: whole }
  const unnumbered = whole.replace(/\d{1,4}$/u, '')
  const numbered = WORDS.get(unnumbered)
  if (numbered !== undefined && unnumbered !== whole)
    return { key: numbered.key, confidence: numbered.common ? 'guess' : 'likely', word: unnumbered }
  return inParts(base.split(/[._\-\s\u200c]+|(?<=\D)(?=\d)|(?<=\d)(?=\D)/u)) ?? asPrefix(unnumbered)
}

/** `sales.moscow`, `buh-spb`, `it_support`: the first word that says a role. */
function inParts(parts: readonly string[]): Role | undefined {
  if (parts.length < 2 || parts.length > 6) return undefined
  let common: Role | undefined
  for (const part of parts) {
    const found = WORDS.get(plain(part))
    if (found === undefined) continue
    if (!found.common) return { key: found.key, confidence: 'likely', word: part }
    common ??= { key: found.key, confidence: 'guess', word: part }
  }
  return common
}

/** `salesmoscow`: a long word at the beginning. */
function asPrefix(local: string): Role | undefined {
  for (let length = Math.min(local.length - 2, 20); length >= SHORTEST_PREFIX; length--) {
    const found = WORDS.get(local.slice(0, length))
    if (found !== undefined && !found.common)
      return { key: found.key, confidence: 'guess', word: local.slice(0, length) }
  }
  return undefined
}

/** Without separators, Arabic forms of Persian letters and ё folded. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[._\-\s\u200c'’]+/gu, '')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ё', 'е')
}
