import { notTaken } from './problems.ts'

/**
 * Whether PostgreSQL can keep a text: it takes neither U+0000 nor half of a surrogate pair (its documentation, §8.3 and
 * §8.14, 2026-11).
 */
export const isKeepable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Looks through all that was sent. Throws `request-invalid` with the first place of a text that cannot be kept. */
export function assertKeepable(where: string, value: unknown): void {
  const left: (readonly [path: string, value: unknown])[] = [[where, value]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, one] = next
    if (typeof one === 'string' && !isKeepable(one))
      throw notTaken([{ path, message: 'Leave out the character U+0000, and halves of characters.' }])
    if (typeof one !== 'object' || one === null) continue
    for (const [name, part] of Object.entries(one)) left.push([path, name], [`${path}.${name}`, part])
  }
}
