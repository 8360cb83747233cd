import { expect } from 'vitest'
import { copy } from './caravan.ts'
import { between, type Server } from './mail-server.ts'
import { expectSame } from './reader.ts'
import type { Report } from './report.ts'

export interface Journey {
  readonly from: Server
  readonly to: Server
  /** The user at the source; at the target `-new` is added. */
  readonly user: string
}

export const argsOf = ({ from, to, user }: Journey): string[] => between(from, user, to, `${user}-new`)

/**
 * One run ends green, with each message of the source at the target once, with its bytes, flags and date. Gives back its
 * report. `direct`: the target without what stands before it.
 */
export async function expectWhole(journey: Journey, direct: Server = journey.to): Promise<Report> {
  const { from, user } = journey
  const report = await copy(0, argsOf(journey))
  expect(report).toMatchObject({ pending: 0, exceptions: [] })
  await expectSame(from, user, direct, `${user}-new`)
  return report
}

/** A further run has nothing to do. */
export async function expectNothingLeft(journey: Journey): Promise<void> {
  const { flagsSet, bytes, messages } = await copy(0, argsOf(journey))
  expect({ flagsSet, bytes, copied: messages.copied }).toEqual({ flagsSet: 0, bytes: 0, copied: 0 })
}
