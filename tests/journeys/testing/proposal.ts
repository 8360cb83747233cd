import { expect } from 'vitest'
import { caravan } from './caravan.ts'
import { readObject } from './report.ts'

export interface Proposal {
  folders: { from: string; to: string; exists: boolean; why: string; reason: string | null }[]
  excluded: string[]
  /** Folders of other users, and shared ones, that nobody asked for. */
  leftOut: { others: number; shared: number }
  labels: null
}

/** What `caravan folders` says before anything is copied. */
export async function proposal(args: readonly string[]): Promise<Proposal> {
  const ran = await caravan(['folders', ...args, '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  const object = readObject(ran.stdout) as Proposal
  const list = expect.any(Array) as unknown[]
  expect(object).toEqual({ folders: list, excluded: list, leftOut: { others: 0, shared: 0 }, labels: null })
  return object
}
