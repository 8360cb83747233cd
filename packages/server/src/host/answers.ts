import { host } from '@caravan/contract'
import { type CaravanError, Secret } from '@caravan/core/model'
import { putCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { apiDocument } from '../api/app.ts'
import { audit } from '../api/audit.ts'
import { conflict, notAllowed, RequestError } from '../api/problems.ts'
import { submit } from '../letters/send.ts'
import { senderTestLetter } from '../letters/texts.ts'
import { makeOrganisation } from '../organisations/membership.ts'
import { enter } from '../sign-in/enter.ts'
import { takeBeginToken } from './begin.ts'
import { readSettings, SYSTEM_SENDER, writeSettings } from './settings.ts'

let made: ReturnType<typeof apiDocument> | undefined

/** Made when it is first asked for: it is the same until the program is another. */
const document = () => (made ??= apiDocument())

export const hostAnswers: readonly Answer[] = [
  answer(host.health, async () => ({ status: 'ok' as const })),

  answer(host.ready, async ({ database }) => {
    try {
      await sql`select 1`.execute(database.kysely)
    } catch (error) {
      const { message, remedy } = error as CaravanError
      throw new RequestError(503, 'not-ready', message, remedy)
    }
    return { status: 'ready' as const }
  }),

  answer(host.openapi, async () => document()),

  answer(host.begin, async ({ database, signIn }, asked) => {
    const { token, name, email, password, organisation } = asked.body
    const made = await database.kysely.transaction().execute(async (trx) => {
      if (!(await takeBeginToken(trx, token)))
        throw new RequestError(
          410,
          'link-ended',
          'This link has been used, or the program has printed a newer one.',
          'Sign in; or start the program again where nobody has signed up yet.',
        )
      const user = await signIn.makeUser({ name, email, password })
      await sql`update users set host_administrator = true where id = ${user}`.execute(database.kysely)
      const id = await makeOrganisation(trx, { name: organisation, agency: null, owner: user })
      const actor = { kind: 'user' as const, id: user, name, email, host: true, secondFactor: false }
      await audit(trx, actor, {
        organisation: id,
        action: 'organisation.made',
        subject: { kind: 'organisation', id },
        after: { name: organisation },
      })
      return { user, organisation: id }
    })
    await enter(signIn, made.user, asked)
    return { organisation: made.organisation }
  }),

  answer(host.readHostSettings, async ({ database }) => readSettings(database.kysely)),

  answer(host.writeHostSettings, async ({ database, vault, guard }, asked) => {
    const { senderPassword, ...settings } = asked.body
    // Said now and not with the first letter; asked again at each.
    if (settings.sender !== null) await guard.resolve(settings.sender.host)
    await database.kysely.transaction().execute(async (trx) => {
      const before = await readSettings(trx)
      await writeSettings(trx, settings)
      if (senderPassword !== undefined)
        await putCredential(trx, vault.keys, { ...SYSTEM_SENDER, secret: new Secret(senderPassword) })
      await audit(trx, actorIn(asked), { organisation: null, action: 'host.settings', before, after: settings })
    })
    return settings
  }),

  answer(host.testSender, async (context, asked) => {
    const actor = actorIn(asked)
    const { sender } = await readSettings(context.database.kysely)
    if (actor.kind !== 'user') throw notAllowed('a session')
    if (sender === null)
      throw conflict(
        'no-sender',
        'There is no system sender.',
        'Name its server first, in the console (Settings, “This server”) or by PUT /api/host/settings.',
      )
    await submit(context, sender, actor.email, senderTestLetter({ server: `${sender.host}:${sender.port}` }))
    return { to: actor.email }
  }),
]
