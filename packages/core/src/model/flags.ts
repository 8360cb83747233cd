/**
 * Flags in their canonical written form: sorted, separated by one space, system flags in RFC spelling,
 * without `\Recent` (which belongs to a session, RFC 3501 §2.3.2). A flag holds no space, so the form is unambiguous.
 */
const SYSTEM = new Map(
  ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'].map((flag) => [flag.toLowerCase(), flag]),
)

export function canonicalFlags(flags: Iterable<string>): string {
  const kept = new Set<string>()
  for (const flag of flags) {
    const lower = flag.toLowerCase()
    if (flag === '' || lower === '\\recent') continue
    kept.add(SYSTEM.get(lower) ?? flag)
  }
  return [...kept].sort().join(' ')
}

export function flagList(canonical: string): string[] {
  return canonical === '' ? [] : canonical.split(' ')
}

/** What a flag may be made of (RFC 3501 §9 flag-keyword, atom); some servers hand out others. */
const WRITABLE = /^\\?[^\0-\x20\x7f-\uffff(){%*"\\]+$/

/**
 * What a target that allows only some flags can hold of these.
 * @param permanent the target's PERMANENTFLAGS; `undefined` where the server names none: then all are (RFC 3501 §7.1)
 */
export function storableFlags(
  canonical: string,
  permanent: readonly string[] | undefined,
): { kept: string; dropped: string[] } {
  const named = permanent && new Set(permanent.map((flag) => flag.toLowerCase()))
  // `\*` allows new keywords, not system flags that the list leaves out.
  const storable = (flag: string) =>
    WRITABLE.test(flag) &&
    (named === undefined || named.has(flag.toLowerCase()) || (named.has('\\*') && !flag.startsWith('\\')))
  const all = flagList(canonical)
  const dropped = all.filter((flag) => !storable(flag))
  return dropped.length === 0 ? { kept: canonical, dropped } : { kept: canonicalFlags(all.filter(storable)), dropped }
}

/** @param others system flags, in any case; none of them is left */
export function withoutFlags(canonical: string, others: readonly string[]): string {
  if (others.length === 0) return canonical
  const lower = new Set(others.map((flag) => flag.toLowerCase()))
  return canonicalFlags(flagList(canonical).filter((flag) => !lower.has(flag.toLowerCase())))
}
