import { organisations } from '@caravan/contract'
import type { Role } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict, notAllowed, notFound } from '../api/problems.ts'
import { readSettings } from '../host/settings.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly agency: string | null
  readonly role: Role
  readonly createdAt: Date
}

const shown = ({ createdAt, ...row }: Row) => ({ ...row, createdAt: createdAt.toISOString() })

/** The organisations that a user works for, with the role that counts in each: their own before the agency's. */
async function organisationsOf(db: LedgerDb, user: string, only?: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select distinct on (o.name, o.id) o.id, o.name, o.agency_id as agency, m.role, o.created_at as "createdAt"
    from organisations o join members m on m.organisation_id in (o.id, o.agency_id)
    where m.user_id = ${user} and (${only ?? null}::uuid is null or o.id = ${only ?? null})
    order by o.name, o.id, m.organisation_id = o.id desc`.execute(db)
  return rows
}

async function readOne(db: LedgerDb, id: string, user: string | undefined): Promise<Row> {
  if (user !== undefined) {
    const [mine] = await organisationsOf(db, user, id)
    if (mine !== undefined) return mine
  }
  const row = await db
    .selectFrom('organisations')
    .select(['id', 'name', 'agency_id as agency', 'created_at as createdAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw notFound('organisation')
  // A token has scopes in place of a role.
  return { ...row, role: 'viewer' }
}

/** Makes an organisation with its first owner, who may be none where an agency makes a client. */
export async function makeOrganisation(
  trx: LedgerDb,
  { name, agency, owner }: { name: string; agency: string | null; owner: string | undefined },
): Promise<string> {
  const { id } = await trx
    .insertInto('organisations')
    .values({ name, agency_id: agency })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (owner !== undefined)
    await trx.insertInto('members').values({ organisation_id: id, user_id: owner, role: 'owner' }).execute()
  return id
}

export const organisationAnswers: readonly Answer[] = [
  answer(organisations.me, async ({ database, publicUrl }, asked) => {
    const actor = actorIn(asked)
    if (actor.kind !== 'user') throw notAllowed('a session')
    const found = await organisationsOf(database.kysely, actor.id)
    const { id, name, email, host, secondFactor } = actor
    const { sender } = await readSettings(database.kysely)
    const program = { sendsLetters: sender !== null, publicUrl }
    return { id, name, email, hostAdministrator: host, secondFactor, ...program, organisations: found.map(shown) }
  }),

  answer(organisations.listOrganisations, async ({ database }, asked) => ({
    items: (await organisationsOf(database.kysely, actorIn(asked).id)).map(shown),
  })),

  answer(organisations.makeOrganisation, async ({ database }, asked) => {
    const actor = actorIn(asked)
    const { name, agency } = asked.body
    if (actor.kind !== 'user') throw notAllowed('a session')
    if (agency === null && !actor.host) throw notAllowed('host administrator')
    return database.kysely.transaction().execute(async (trx) => {
      if (agency !== null) {
        const [own] = await organisationsOf(trx, actor.id, agency)
        if (own === undefined) throw notFound('organisation')
        if (own.role !== 'owner' && own.role !== 'lead') throw notAllowed('organisation:manage')
        if (own.agency !== null)
          throw conflict('agency-of-agency', 'A client of an agency is no agency.', 'Name the agency itself.')
      }
      const id = await makeOrganisation(trx, { name, agency, owner: agency === null ? actor.id : undefined })
      await audit(trx, actor, {
        organisation: id,
        action: 'organisation.made',
        subject: { kind: 'organisation', id },
        after: { name, agency },
      })
      return shown(await readOne(trx, id, actor.id))
    })
  }),

  answer(organisations.readOrganisation, async ({ database }, asked) => {
    const actor = actorIn(asked)
    return shown(
      await readOne(database.kysely, asked.params.organisation, actor.kind === 'user' ? actor.id : undefined),
    )
  }),

  answer(organisations.renameOrganisation, async ({ database }, asked) => {
    const actor = actorIn(asked)
    const id = asked.params.organisation
    const { name } = asked.body
    return database.kysely.transaction().execute(async (trx) => {
      const before = await readOne(trx, id, undefined)
      await trx.updateTable('organisations').set({ name }).where('id', '=', id).execute()
      await audit(trx, actor, {
        organisation: id,
        action: 'organisation.renamed',
        subject: { kind: 'organisation', id },
        before: { name: before.name },
        after: { name },
      })
      return shown(await readOne(trx, id, actor.kind === 'user' ? actor.id : undefined))
    })
  }),

  answer(organisations.handOver, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    await database.kysely.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('organisations')
        .select('agency_id')
        .where('id', '=', organisation)
        .forUpdate()
        .executeTakeFirstOrThrow()
      if (row.agency_id === null)
        throw conflict('not-a-client', 'This organisation is no agency’s client.', 'There is nothing to hand over.')
      await assertOwner(trx, organisation, 'Invite an owner of the client itself first, and wait until they have come.')
      await trx.updateTable('organisations').set({ agency_id: null }).where('id', '=', organisation).execute()
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'organisation.handed-over',
        before: { agency: row.agency_id },
        after: { agency: null },
      })
    })
  }),
]

/** An organisation of its own keeps an owner. */
export async function assertOwner(trx: LedgerDb, organisation: string, remedy: string): Promise<void> {
  const owners = await trx
    .selectFrom('members')
    .select('user_id')
    .where('organisation_id', '=', organisation)
    .where('role', '=', 'owner')
    .forUpdate()
    .execute()
  if (owners.length === 0) throw conflict('no-owner', 'The organisation would have no owner.', remedy)
}
