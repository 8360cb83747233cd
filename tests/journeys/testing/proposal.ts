import { expect } from 'vitest'
import { caravan } from './caravan.ts'
import { readObject } from './report.ts'

export interface Proposal {
  folders: { from: string; to: string; exists: boolean; why: string; reason: string | null }[]
  excluded: string[]
}

/** What `caravan folders` says before anything is copied. */
export async function proposal(args: readonly string[]): Promise<Proposal> {
  const ran = await caravan(['folders', ...args, '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  const object = readObject(ran.stdout) as Proposal
  expect(object).toEqual({ folders: expect.any(Array) as unknown[], excluded: expect.any(Array) as unknown[] })
  return object
}
