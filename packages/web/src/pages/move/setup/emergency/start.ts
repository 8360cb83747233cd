import { type AnswerOf, moves, passes, people } from '@caravan/contract'
import { client } from '../../../../api/client.ts'
import type { InMove } from '../../../../api/queries.ts'
import type { Stage, Stages } from '../../stages/state.ts'
import type { Pasted } from './table.ts'

export type Doing = 'import' | 'addresses' | 'stages' | 'copy'

export interface Plan {
  readonly at: InMove
  /** Undefined: those who are there, and nobody else. */
  readonly table: (Pasted & { readonly sha256: string }) | undefined
  readonly services: { readonly sourceService: string; readonly targetService: string }
  /** Of the new addresses; undefined: it stays. */
  readonly newDomain: string | undefined
  readonly reason: string
}

/**
 * Adds the mailboxes, gives them services and addresses, opens the stages up to the copy, passing over what is missing
 * with the reason that was given, and asks for the first pass of each. Each part looks at what is there already, so that
 * it goes on where an earlier try ended; `table` is left out once it was imported.
 */
export async function start(
  plan: Plan,
  tell: (doing: Doing) => void,
  imported: () => void,
): Promise<AnswerOf<typeof passes.askPassesOfMove>> {
  const { at, table, services } = plan
  if (table !== undefined) {
    tell('import')
    const { body, sha256 } = table
    await client.call(people.confirmImport, { params: at, body: { ...body, sha256 } })
    imported()
  }
  const set = { ...services, decision: 'move' as const }
  await client.call(people.changeMailboxes, {
    params: at,
    body: { which: { filter: { decision: 'undecided' } }, set },
  })
  tell('addresses')
  await giveAddresses(plan)
  tell('stages')
  await openStages(plan)
  tell('copy')
  return client.call(passes.askPassesOfMove, { params: at, body: { kind: 'first' } })
}

/** What stands before the @ stays. Who has an address keeps it. */
async function giveAddresses({ at, newDomain }: Plan): Promise<void> {
  const body = { rule: `{local}@${newDomain ?? '{domain}'}`, filter: { decision: 'move' as const } }
  const { digest, madeCount } = await client.call(people.proposeAddresses, { params: at, body })
  if (madeCount > 0) await client.call(people.applyAddresses, { params: at, body: { ...body, digest } })
}

const statusOf = ({ items }: Stages, stage: Stage['stage']) => items.find((one) => one.stage === stage)?.status

/** In this order; the last is what copying waits for. */
async function openStages({ at, reason }: Plan): Promise<void> {
  let stages = await client.call(moves.readStages, { params: at })
  const step = async (what: 'open' | 'leave', stage: Stage['stage']) => {
    const { version } = stages
    stages = await client.call(moves.advanceStage, { params: at, body: { do: what, stage, version } })
  }
  for (const stage of ['assess', 'approve'] as const) {
    if (statusOf(stages, stage) === 'waiting') await step('open', stage)
    if (statusOf(stages, stage) === 'left') continue
    for (const check of missingAt(stages, stage)) {
      const body = { version: stages.version, stage, check, reason }
      stages = await client.call(moves.overrideCheck, { params: at, body })
    }
    await step('leave', stage)
  }
  for (const stage of ['prepare', 'copy'] as const) if (statusOf(stages, stage) === 'waiting') await step('open', stage)
}

const missingAt = ({ items }: Stages, stage: Stage['stage']): string[] =>
  (items.find((one) => one.stage === stage)?.checks ?? [])
    .filter(({ status, override }) => (status === 'red' || status === 'unknown') && override === null)
    .map(({ name }) => name)
