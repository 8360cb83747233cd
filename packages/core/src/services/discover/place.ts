import { readHost } from '../../guard/index.ts'

/** A host as a source wrote it, in one spelling; undefined where it is none. */
export function hostIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return readHost(text.trim()).name
  } catch {
    return undefined
  }
}

/** A port as a source wrote it; undefined where it is none. */
export function portIn(text: string | undefined): number | undefined {
  const port = /^\d{1,5}$/.test(text?.trim() ?? '') ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : undefined
}

/** Whether a host is the domain itself or lies below it. */
export const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)
