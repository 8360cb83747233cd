import { CaravanError, normaliseDomain } from '../../../../model/index.ts'

/** What stands in braces in a rule. */
export const PLACEHOLDERS = ['first', 'last', 'middle', 'f', 'l', 'm', 'nick', 'local', 'domain', 'n'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

export type RulePart = { readonly text: string } | { readonly placeholder: Placeholder }

export interface AddressRule {
  readonly written: string
  readonly local: readonly RulePart[]
  /** In ASCII; undefined where the source's own domain is kept (`@{domain}`). */
  readonly domain: string | undefined
}

const LONGEST_RULE = 300
const LONGEST_LOCAL_PARTS = 20

const wrong = (written: string, what: string): CaravanError =>
  new CaravanError(
    'address-rule-invalid',
    `The rule ${written.slice(0, LONGEST_RULE)} cannot be read: ${what}.`,
    'Write it like {first}.{last}@new.example, with {first}, {last}, {middle}, {f}, {l}, {m}, {nick}, {local}, {n}.',
  )

/**
 * Reads a rule such as `{first}.{last}@new.example`. Before the `@` stand small letters, digits, dots, hyphens,
 * underscores and placeholders; after it a domain, or `{domain}` for the one that the source address has.
 * Throws `CaravanError` `address-rule-invalid`, which says where and what is wrong.
 */
export function parseAddressRule(written: string): AddressRule {
  const rule = written.trim()
  if (rule.length > LONGEST_RULE) throw wrong(rule, `it is longer than ${LONGEST_RULE} characters`)
  const at = rule.lastIndexOf('@')
  if (at === -1) throw wrong(rule, 'it has no @ with the new domain behind it')
  const local = partsOf(rule, rule.slice(0, at))
  if (local.length === 0) throw wrong(rule, 'nothing stands before the @')
  const names = local.flatMap((part) => ('placeholder' in part ? [part.placeholder] : []))
  if (!names.some((name) => name !== 'n' && name !== 'domain'))
    throw wrong(rule, 'every mailbox would get the same address; a name has to stand before the @')
  if (names.filter((name) => name === 'n').length > 1) throw wrong(rule, '{n} may stand in it once')
  if (names.includes('domain')) throw wrong(rule, '{domain} may only stand after the @')
  const written2 = rule.slice(at + 1)
  if (written2 === '{domain}') return { written: rule, local, domain: undefined }
  const domain = normaliseDomain(written2)
  if (domain === undefined) throw wrong(rule, `“${written2}” is no domain`)
  return { written: rule, local, domain }
}

function partsOf(rule: string, text: string): RulePart[] {
  const parts: RulePart[] = []
  for (let at = 0; at < text.length; ) {
    if (parts.length === LONGEST_LOCAL_PARTS) throw wrong(rule, 'it has too many parts')
    if (text[at] === '{') {
      const end = text.indexOf('}', at)
      if (end === -1) throw wrong(rule, `the brace at character ${at + 1} is not closed`)
      const name = text
        .slice(at + 1, end)
        .trim()
        .toLowerCase()
      const placeholder = PLACEHOLDERS.find((one) => one === name)
      if (placeholder === undefined)
        throw wrong(
          rule,
          `nothing is known as {${name}} (character ${at + 1}); there are {${PLACEHOLDERS.join('}, {')}}`,
        )
      parts.push({ placeholder })
      at = end + 1
    } else {
      const fixed = /^[A-Za-z\d._-]+/.exec(text.slice(at))?.[0]
      if (fixed === undefined) throw wrong(rule, `“${text[at] ?? ''}” (character ${at + 1}) cannot stand in an address`)
      parts.push({ text: fixed.toLowerCase() })
      at += fixed.length
    }
  }
  return parts
}
