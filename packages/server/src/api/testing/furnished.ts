import { randomUUID } from 'node:crypto'
import type { LedgerDb } from '@caravan/core/store'
import { hashed, newToken } from '../tokens.ts'

/** What a path of the API can name. */
export interface Ids {
  readonly organisation: string
  readonly move: string
  readonly service: string
  readonly targetService: string
  readonly wave: string
  readonly mailbox: string
  readonly pass: string
  readonly webhook: string
  readonly group: string
  readonly project: string
  readonly token: string
  readonly invitation: string
  /** A member. */
  readonly user: string
  /** Of mail that was handed over. */
  readonly file: string
  readonly side: string
  readonly provider: string
}

/** Puts one of everything that a path can name into an organisation. */
export async function furnish(db: LedgerDb, organisation: string, user: string): Promise<Ids> {
  const own = { organisation_id: organisation }
  const made = (rows: { id: string }): string => rows.id
  const move = made(
    await db
      .insertInto('moves')
      .values({ ...own, name: 'Out of the old', kind: 'same-domain', own_domains: ['old.example'] })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const within = { ...own, move_id: move }
  const service = async (side: 'source' | 'target') =>
    made(
      await db
        .insertInto('services')
        .values({ ...within, side, name: side, host: '192.0.2.1', port: 993, tls: 'implicit' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
  const [source, target] = [await service('source'), await service('target')]
  const wave = made(
    await db
      .insertInto('waves')
      .values({ ...within, name: 'First' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const mailbox = made(
    await db
      .insertInto('move_mailboxes')
      .values({ ...within, wave_id: wave, source_address: 'anna@old.example', source_service: source })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  await db
    .insertInto('employee_invitations')
    .values({
      ...{ ...within, mailbox_id: mailbox, by_letter: false, invited_by: 'Anna', days: 1 },
      ...{ token_hash: hashed(newToken('invite', 16)), expires_at: new Date(Date.now() + 3_600_000) },
    })
    .execute()
  const pass = made(
    await db
      .insertInto('pass_requests')
      .values({ ...within, mailbox_id: mailbox, kind: 'first', state: 'ended', requested_by: 'Anna' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const file = made(
    await db
      .insertInto('mail_files')
      .values({ ...within, mailbox_id: mailbox, name: 'Inbox.mbox', size: 10, given_by: 'Anna' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const webhook = made(
    await db
      .insertInto('webhooks')
      .values({ ...own, url: 'https://192.0.2.1/', kinds: ['nothing'] })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const named = async (table: 'groups' | 'projects') =>
    made(
      table === 'groups'
        ? await db
            .insertInto(table)
            .values({ ...own, name: 'One' })
            .returning('id')
            .executeTakeFirstOrThrow()
        : await db
            .insertInto(table)
            .values({ ...own, name: 'One', kind: 'brand' })
            .returning('id')
            .executeTakeFirstOrThrow(),
    )
  const later = new Date(Date.now() + 3_600_000)
  const token = made(
    await db
      .insertInto('api_tokens')
      .values({ ...own, name: 'one', token_hash: hashed(newToken('caravan')), scopes: ['read'], expires_at: later })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const invitation = made(
    await db
      .insertInto('invitations')
      .values({
        ...own,
        email: `${randomUUID()}@x.example`,
        role: 'viewer',
        token_hash: hashed(newToken('invite')),
        expires_at: later,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return {
    ...{ organisation, move, service: source, targetService: target, wave, mailbox, pass, webhook },
    ...{ group: await named('groups'), project: await named('projects'), token, invitation, user },
    ...{ side: 'source', provider: 'company', file },
  }
}
