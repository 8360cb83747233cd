import { type BodyOf, welcome } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { recordEvent } from '../events/write.ts'
import { readSettings } from '../host/settings.ts'
import { holdMove, type MovePath, readMoveRow } from '../moves/one-move.ts'
import { stateOf } from '../moves/standing.ts'
import { letterFor } from './letter.ts'

export type WelcomeSettings = BodyOf<typeof welcome.writeWelcome>

const NO_WORDS: WelcomeSettings['words'] = { en: '', ru: '', fa: '', zh: '' }
/** Of a move at which nobody has looked at it. */
const UNTOUCHED: WelcomeSettings = { active: false, when: 'switched', contact: null, words: NO_WORDS }

async function settingsOf(db: LedgerDb, move: string): Promise<WelcomeSettings> {
  const row = await db.selectFrom('welcome_settings').selectAll().where('move_id', '=', move).executeTakeFirst()
  if (row === undefined) return UNTOUCHED
  const { active, laid_when: when, contact, words } = row
  return { active, when, contact, words: { ...NO_WORDS, ...(words as Partial<WelcomeSettings['words']>) } }
}

export const welcomeAnswers: readonly Answer[] = [
  answer(welcome.readWelcome, async ({ database }, { params }) => {
    const { id } = await readMoveRow(database.kysely, params)
    return settingsOf(database.kysely, id)
  }),

  answer(welcome.writeWelcome, async ({ database }, asked) =>
    database.kysely.transaction().execute(async (trx) => {
      const { id: move, organisation_id: organisation } = await holdMove(trx, asked.params)
      const before = await settingsOf(trx, move)
      const { active, when, contact, words } = asked.body
      const values = { active, laid_when: when, contact, words: JSON.stringify(words) }
      await trx
        .insertInto('welcome_settings')
        .values({ move_id: move, organisation_id: organisation, ...values })
        .onConflict((conflict) => conflict.column('move_id').doUpdateSet(values))
        .execute()
      const subject = { kind: 'move', id: move }
      await audit(trx, actorIn(asked), { organisation, action: 'welcome.set', subject, before, after: asked.body })
      await recordEvent(trx, organisation, 'welcome.set', { move, active })
      return settingsOf(trx, move)
    }),
  ),

  answer(welcome.previewWelcome, async ({ database }, { params, body }) => {
    const db = database.kysely
    const { language, contact, words } = body
    const reader = await someReader(db, params)
    const { sender } = await readSettings(db)
    const { subject, text, from } = letterFor(language, { ...reader, contact, words, sender: sender?.from ?? null })
    return { subject, text, from, to: reader.address }
  }),
]

/** Whose letter is shown: the first mailbox's that moves, else nobody's. */
async function someReader(db: LedgerDb, path: MovePath) {
  const row = await readMoveRow(db, path)
  const { name: company } = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', path.organisation)
    .executeTakeFirstOrThrow()
  const mailbox = await db
    .selectFrom('move_mailboxes')
    .selectAll()
    .where('move_id', '=', row.id)
    .where('decision', '=', 'move')
    .orderBy('source_address')
    .limit(1)
    .executeTakeFirst()
  return {
    company,
    name: mailbox?.display_name ?? '',
    address: mailbox?.target_address ?? mailbox?.source_address ?? `anna@${row.own_domains[0] ?? 'company.example'}`,
    switched: stateOf(row).stages.cutover.status === 'left',
    copied: mailbox?.source_service == null ? (mailbox === undefined ? true : null) : mailbox.copied_once,
  }
}
