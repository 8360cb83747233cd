import { type Lease, type LedgerDb, takeLease } from '../store/index.ts'

/**
 * Does work as the only one on a mailbox, also of those that go the other way between the same two: what one of them
 * has sent and not noted yet, the other would take for mail that arrived.
 * Throws `CaravanError` `mailbox-in-use`.
 */
export async function underLeases<T>(
  db: LedgerDb,
  mailbox: number,
  opposite: number | undefined,
  ttlMs: number,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const alone = (inner: (lease: Lease) => Promise<T>) => underLease(db, mailbox, ttlMs, inner)
  return opposite === undefined ? alone(work) : underLease(db, opposite, ttlMs, () => alone(work))
}

async function underLease<T>(
  db: LedgerDb,
  mailbox: number,
  ttlMs: number,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = await takeLease(db, mailbox, { ttlMs })
  const renewal = setInterval(() => void lease.renew().catch(() => undefined), ttlMs / 3)
  renewal.unref()
  try {
    return await work(lease)
  } finally {
    clearInterval(renewal)
    await lease.release()
  }
}
