import { ApiError, discoverService } from '@caravan/contract'
import { expect, test } from 'vitest'
import { startTestServer } from '../testing/server.ts'
import { Turns } from './turns.ts'

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof ApiError) return error.problem.code
    throw error
  }
  return 'not refused'
}

test('what is no address is refused, and after ten tries in a minute so is any other', async () => {
  await using running = await startTestServer()
  const ask = (address: string) =>
    codeOf(
      running.owner.call(discoverService.discover, {
        params: { organisation: running.organisation },
        body: { address },
      }),
    )
  for (let tries = 0; tries < 10; tries++) expect(await ask('no address @')).toBe('not-an-address')
  expect(await ask('anna@birch.example')).toBe('too-many-requests')
})

test('turns come back after a minute, each organisation has its own, and few run at once', async () => {
  let now = 100_000
  const turns = new Turns({ aMinute: 2, atOnce: 1 }, () => now)
  const nothing = async () => undefined
  await turns.take('a', nothing)
  await turns.take('a', nothing)
  await expect(turns.take('a', nothing)).rejects.toMatchObject({ code: 'too-many-requests', status: 429 })
  await turns.take('b', nothing)
  now += 60_001
  const held = Promise.withResolvers<undefined>()
  const first = turns.take('a', () => held.promise)
  await expect(turns.take('b', nothing)).rejects.toMatchObject({ code: 'too-many-requests' })
  held.resolve(undefined)
  await first
  await turns.take('b', nothing)
})
