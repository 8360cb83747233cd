/** `Firefox, Windows`: as far as the browser says who it is. */
export function deviceOf(userAgent: string | null): string | undefined {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent ?? '')?.[1]
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent ?? '')?.[1]
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  const said = [browser, system].flatMap((one) => (one === undefined ? [] : [names[one] ?? one]))
  return said.length === 0 ? undefined : said.join(', ')
}
