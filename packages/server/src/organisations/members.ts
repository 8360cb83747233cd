import { organisations } from '@caravan/contract'
import { mayGrant, type Role } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer, standingIn } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Standing } from '../api/caller.ts'
import { conflict, notAllowed, notFound } from '../api/problems.ts'
import { assertOwner } from './membership.ts'

/** Whether the caller may make, change or remove a member of this role. A token gives no more than a lead does. */
export function assertMayGrant({ role }: Standing, given: Role): void {
  if (!mayGrant(role ?? 'lead', given)) throw notAllowed(`to give the role ${given}`)
}

async function ownRole(trx: LedgerDb, organisation: string, user: string): Promise<Role> {
  const row = await trx
    .selectFrom('members')
    .select('role')
    .where('organisation_id', '=', organisation)
    .where('user_id', '=', user)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('member')
  return row.role
}

/** A client is looked after by its agency; any other organisation keeps an owner of its own. */
async function assertStillLed(trx: LedgerDb, organisation: string): Promise<void> {
  const { agency_id } = await trx
    .selectFrom('organisations')
    .select('agency_id')
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow()
  if (agency_id === null) await assertOwner(trx, organisation, 'Make somebody else an owner first.')
}

export const memberAnswers: readonly Answer[] = [
  answer(organisations.listMembers, async ({ database }, asked) => {
    const { organisation } = standingIn(asked)
    const { rows } = await sql<{ user: string; name: string; email: string; role: Role; ofAgency: boolean }>`
      select distinct on (u.name, u.id) u.id as user, u.name, u.email, m.role, m.organisation_id <> o.id as "ofAgency"
      from organisations o join members m on m.organisation_id in (o.id, o.agency_id) join users u on u.id = m.user_id
      where o.id = ${organisation} order by u.name, u.id, m.organisation_id = o.id desc`.execute(database.kysely)
    return { items: rows }
  }),

  answer(organisations.changeMember, async ({ database }, asked) => {
    const standing = standingIn(asked)
    const { organisation } = standing
    const { user } = asked.params
    const { role } = asked.body
    await database.kysely.transaction().execute(async (trx) => {
      const before = await ownRole(trx, organisation, user)
      assertMayGrant(standing, before)
      assertMayGrant(standing, role)
      await trx
        .updateTable('members')
        .set({ role })
        .where('organisation_id', '=', organisation)
        .where('user_id', '=', user)
        .execute()
      await assertStillLed(trx, organisation)
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'member.changed',
        subject: { kind: 'user', id: user },
        before: { role: before },
        after: { role },
      })
    })
  }),

  answer(organisations.removeMember, async ({ database }, asked) => {
    const standing = standingIn(asked)
    const { organisation } = standing
    const { user } = asked.params
    await database.kysely.transaction().execute(async (trx) => {
      const role = await ownRole(trx, organisation, user)
      assertMayGrant(standing, role)
      await trx.deleteFrom('members').where('organisation_id', '=', organisation).where('user_id', '=', user).execute()
      for (const [table, named] of [
        ['group_members', 'groups'],
        ['project_members', 'projects'],
      ] as const)
        await sql`
          delete from ${sql.table(table)} x using ${sql.table(named)} n
          where n.id = x.${sql.ref(table === 'group_members' ? 'group_id' : 'project_id')}
            and n.organisation_id = ${organisation} and x.user_id = ${user}`.execute(trx)
      await assertStillLed(trx, organisation)
      await audit(trx, actorIn(asked), {
        organisation,
        action: 'member.removed',
        subject: { kind: 'user', id: user },
        before: { role },
      })
    })
  }),

  ...named('groups', 'group_members', 'group_id'),
  ...named('projects', 'project_members', 'project_id'),
]

/** Groups and projects: named sets of members. */
function named(
  table: 'groups' | 'projects',
  of: 'group_members' | 'project_members',
  key: 'group_id' | 'project_id',
): Answer[] {
  const what = table === 'groups' ? 'group' : 'project'
  const list = async (db: LedgerDb, organisation: string, name?: string) => {
    const { rows } = await sql<{
      id: string
      name: string
      kind: 'brand' | 'region' | 'department'
      members: string[]
    }>`
      select n.id, n.name, ${table === 'projects' ? sql`n.kind` : sql`null`} as kind,
        coalesce(array_agg(x.user_id order by x.user_id) filter (where x.user_id is not null), '{}') as members
      from ${sql.table(table)} n left join ${sql.table(of)} x on x.${sql.ref(key)} = n.id
      where n.organisation_id = ${organisation} and (${name ?? null}::text is null or n.name = ${name ?? null})
      group by n.id order by n.name`.execute(db)
    return rows
  }
  const put = async (trx: LedgerDb, organisation: string, body: { name: string; kind?: string; members: string[] }) => {
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.table(table)} (organisation_id, name ${table === 'projects' ? sql`, kind` : sql``})
      values (${organisation}, ${body.name} ${table === 'projects' ? sql`, ${body.kind}` : sql``})
      on conflict (organisation_id, name) do update set ${table === 'projects' ? sql`kind = excluded.kind` : sql`name = excluded.name`}
      returning id`.execute(trx)
    const id = rows[0]?.id ?? ''
    await sql`delete from ${sql.table(of)} where ${sql.ref(key)} = ${id}`.execute(trx)
    const { rows: known } = await sql<{ user: string }>`
      insert into ${sql.table(of)} (${sql.ref(key)}, user_id)
      select ${id}, m.user_id from members m join organisations o on m.organisation_id in (o.id, o.agency_id)
      where o.id = ${organisation} and m.user_id = any(${body.members}) group by m.user_id returning user_id as user`.execute(
      trx,
    )
    if (known.length < new Set(body.members).size)
      throw conflict(
        'not-a-member',
        `Somebody named for the ${what} is no member of the organisation.`,
        'Invite them first, or leave them out.',
      )
    return id
  }
  const lists = table === 'groups' ? organisations.listGroups : organisations.listProjects
  const puts = table === 'groups' ? organisations.putGroup : organisations.putProject
  const removes = table === 'groups' ? organisations.removeGroup : organisations.removeProject
  return [
    answer(lists, async ({ database }, asked) => ({
      items: await list(database.kysely, standingIn(asked).organisation),
    })),
    answer(puts, async ({ database }, asked) => {
      const { organisation } = standingIn(asked)
      return database.kysely.transaction().execute(async (trx) => {
        const [before] = await list(trx, organisation, asked.body.name)
        const id = await put(trx, organisation, asked.body)
        await audit(trx, actorIn(asked), {
          organisation,
          action: `${what}.put`,
          subject: { kind: what, id },
          before,
          after: asked.body,
        })
        const [after] = await list(trx, organisation, asked.body.name)
        if (after === undefined) throw notFound(what)
        return after
      })
    }),
    answer(removes, async ({ database }, asked) => {
      const { organisation } = standingIn(asked)
      const id = (asked.params as Record<string, string>)[what] ?? ''
      await database.kysely.transaction().execute(async (trx) => {
        const { rows } = await sql<{ name: string }>`
          delete from ${sql.table(table)} where id = ${id} and organisation_id = ${organisation} returning name`.execute(
          trx,
        )
        if (rows.length === 0) throw notFound(what)
        await audit(trx, actorIn(asked), {
          organisation,
          action: `${what}.removed`,
          subject: { kind: what, id },
          before: rows[0],
        })
      })
    }),
  ]
}
