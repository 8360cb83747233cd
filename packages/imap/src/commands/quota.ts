import { mailboxArgument } from '../arguments.ts'
import type { QuotaResource, QuotaResponse } from '../response.ts'
import type { Session } from '../session.ts'

/** One limit that a mailbox is under (RFC 9208 §3.2). */
export interface QuotaRoot {
  /** Its name, which means something to the server alone. */
  name: string
  /** By name in capitals: `STORAGE` in units of 1,024 octets, `MESSAGE` in messages (RFC 9208 §5). */
  resources: ReadonlyMap<string, QuotaResource>
}

/** GETQUOTAROOT (RFC 9208 §4.1.2, as RFC 2087 had it): the limits that a mailbox is under, none where it is under none. */
export async function quotaOf(connection: Session, rawName: string): Promise<QuotaRoot[]> {
  const found: QuotaResponse[] = []
  await connection.run({
    name: 'GETQUOTAROOT',
    parts: ['GETQUOTAROOT ', mailboxArgument(rawName, connection.utf8)],
    accept: (response) => response.type === 'quota' && found.push(response) > 0,
  })
  return found.map(({ root, resources }) => ({ name: root, resources }))
}
