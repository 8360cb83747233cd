import type { QuotaRoot } from '@caravan/imap'
import type { Room } from '../port.ts'

/** RFC 9208 §5.1: STORAGE counts in units of 1,024 octets. */
const UNIT = 1_024

/**
 * What limits leave, the tightest of several. One of 0 is passed over: servers are known to write it where there is none,
 * and a mailbox that may hold nothing says so at the first message.
 */
export function roomWithin(roots: readonly QuotaRoot[]): Room | undefined {
  const left = (resource: string, unit: number): number | undefined => {
    const rooms = roots.flatMap(({ resources }) => {
      const { used = 0, limit = 0 } = resources.get(resource) ?? {}
      return limit === 0 ? [] : [Math.max(0, limit - used) * unit]
    })
    return rooms.length === 0 ? undefined : Math.min(...rooms)
  }
  const [bytes, messages] = [left('STORAGE', UNIT), left('MESSAGE', 1)]
  return bytes === undefined && messages === undefined ? undefined : { bytes, messages }
}
