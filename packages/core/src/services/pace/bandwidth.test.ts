import { expect, test } from 'vitest'
import { Bandwidth } from './bandwidth.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

test('a rate holds over pieces of any size', async () => {
  const clock = new VirtualClock()
  const begun = clock.now()
  const bandwidth = new Bandwidth(100_000, clock)
  let octets = 0
  for (let n = 0; n < 200; n++) {
    const size = n % 7 === 0 ? 400_000 : 3_000
    octets += size
    await bandwidth.take(size, undefined)
  }
  const seconds = (clock.now() - begun) / 1_000
  // One second's worth goes at once.
  expect(seconds).toBeCloseTo(octets / 100_000 - 1, 1)
})

test('who is stopped no longer waits', async () => {
  const reason = new Error('stopped')
  const signal = AbortSignal.abort(reason)
  const bandwidth = new Bandwidth(10_000, new VirtualClock())
  await expect(bandwidth.take(1_000_000, signal)).rejects.toBe(reason)
})
