import { CaravanError } from '@caravan/core/model'
import type { LedgerDb, Services } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { notFound } from '../api/problems.ts'
import type { MovePath } from './one-move.ts'

export type ServiceRow = Selectable<Services> & {
  hasPassword: boolean
  hasProxyPassword: boolean
  /** Of the application that each owner lets in by themselves. */
  hasOAuthSecret: boolean
}

/** The services of a move, or the one that is named, the old ones first. */
export async function serviceRows(
  db: LedgerDb,
  { organisation, move }: MovePath,
  service?: string,
): Promise<ServiceRow[]> {
  const { rows } = await sql<ServiceRow>`
    select s.*, exists (select from credentials c where c.organisation_id = s.organisation_id
      and c.purpose = 'service-sign-in' and c.subject = s.id) as "hasPassword",
      exists (select from credentials c where c.organisation_id = s.organisation_id
        and c.purpose = 'proxy-sign-in' and c.subject = s.id) as "hasProxyPassword",
        exists (select from credentials c where c.organisation_id = s.organisation_id
        and c.purpose = 'oauth-client' and c.subject = s.id) as "hasOAuthSecret"
    from services s where s.organisation_id = ${organisation} and s.move_id = ${move}
      and (${service ?? null}::uuid is null or s.id = ${service ?? null})
    order by s.side, s.created_at, s.id`.execute(db)
  return rows
}

export type ServicePath = MovePath & { readonly service: string }

/** Throws 404 where the move has no such service. */
export async function oneService(db: LedgerDb, path: ServicePath): Promise<ServiceRow> {
  const [row] = await serviceRows(db, path, path.service)
  if (row === undefined) throw notFound('service')
  return row
}

/** Delegated access is somebody's. Throws `master-user-missing`. */
export function assertWhole({ auth, master_user }: Pick<ServiceRow, 'auth' | 'master_user'>): void {
  if (auth === 'master' && master_user === null)
    throw new CaravanError(
      'master-user-missing',
      'No master user is named.',
      'Name the one who signs in for everybody.',
    )
}
