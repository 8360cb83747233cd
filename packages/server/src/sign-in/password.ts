import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { RequestError } from '../api/problems.ts'

let loaded: Promise<ZxcvbnFactory> | undefined

/** Loaded when a password is first chosen: its lists take 30 MB, and most processes never judge one. */
const judge = (): Promise<ZxcvbnFactory> => (loaded ??= load())

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new Factory({ dictionary, graphs: adjacencyGraphs })
}

/** Of 4: offline guessing of what scores 3 takes more than 10^8 tries. */
const GOOD_ENOUGH = 3
/** What is judged; longer ones are no weaker, and judging them takes longer than quadratic time. */
const JUDGED = 100

/**
 * Refuses what is easily guessed (NIST SP 800-63B §3.1.1.2): known passwords, patterns, the person's own names.
 * @param own names and addresses of the person
 */
export async function assertStrong(password: string, own: readonly string[]): Promise<void> {
  if (password.length >= 12 && (await judge()).check(password.slice(0, JUDGED), [...own]).score >= GOOD_ENOUGH) return
  throw new RequestError(
    422,
    'password-weak',
    'This password is easily guessed.',
    'Take at least 12 characters: several words that do not belong together, or what a password manager makes.',
  )
}
