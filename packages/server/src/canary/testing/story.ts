import { join } from 'node:path'
import { organisations } from '@caravan/contract'
import { comeIn } from './acts/accounts.ts'
import { inviteEmployees } from './acts/employees.ts'
import { runPasses } from './acts/passes.ts'
import { planTheMove } from './acts/plan.ts'
import { readEverything } from './acts/reading.ts'
import { planTokens } from './acts/tokens.ts'
import { sendNonsense } from './acts/wrong.ts'
import { Notebook } from './notebook.ts'
import { kept, REFUSED } from './refused.ts'
import { openScene, type Scene } from './scene.ts'
import { talkTo } from './talk.ts'

/*
 * A whole move through real processes, with a secret planted wherever one can be given, and everything that was said,
 * answered, sent and kept.
 */

export interface StoryOptions {
  readonly messages: number
  /** A worker is killed with -9 in mid pass. */
  readonly kill: boolean
}

export interface Story {
  /** What was given in confidence, by where. */
  readonly planted: ReadonlyMap<string, string>
  /** What people outside and the logs were told, by where. */
  readonly told: readonly { readonly where: string; readonly text: string }[]
  readonly folders: readonly string[]
  readonly database: Scene['database']
  readonly statuses: readonly string[]
  /** Words that are of this organisation alone: names, addresses, subjects, Message-IDs. */
  readonly personal: ReadonlyMap<string, string>
  readonly purge: () => Promise<{ erased: Record<string, number>; files: number; later: string[] }>
  /** Refused messages that lie on the disks. */
  readonly keptFiles: () => number
  /** Ends everything; from then on `told` has what the processes said, too. */
  readonly stop: () => Promise<void>
}

export async function tellStory(options: StoryOptions): Promise<Story> {
  const stack = new AsyncDisposableStack()
  try {
    return await tell(options, stack)
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

/** Words that are of this organisation alone. */
const PERSONAL: ReadonlyMap<string, string> = new Map<string, string>([
  ['its name', 'Zirconia Mills'],
  ['its domain', 'zirconia.example'],
  ['its people', 'Quartzfield'],
  ['its lead', 'Lioba Quartz'],
  ['its addresses', '.qz@'],
  ['its token', 'zirconium robot'],
  ['its webhooks', 'zirconia-hook'],
  ['its wave', 'Zircon wave'],
  ['its services', 'Zircon source'],
  ['its master user', 'zirconadmin'],
  ['a refused message', REFUSED.subject],
  ['the Message-ID of a refused message', REFUSED.id],
  ['the body of a refused message', REFUSED.body],
])

async function tell({ messages, kill }: StoryOptions, stack: AsyncDisposableStack): Promise<Story> {
  const notebook = new Notebook()
  const scene = await openScene(notebook, messages, stack)
  const talk = talkTo(scene.url, notebook)
  const cast = await comeIn(notebook, scene, talk)
  const plan = await planTheMove(notebook, scene, talk, cast)
  await planTokens(notebook, scene, cast, plan)
  const byLetter = await inviteEmployees(notebook, scene, talk, cast, plan)
  await sendNonsense(notebook, scene, talk, cast, plan)
  const items = await runPasses(scene, cast, plan, kill)
  await readEverything(notebook, scene, talk, cast, plan, items, byLetter)
  const { planted, told, listen } = notebook
  const { folders, database, processes } = scene
  return {
    planted,
    told,
    folders,
    database,
    statuses: items.map(({ status, error }) => `${status ?? ''} ${error?.code ?? ''}`.trim()).sort(),
    personal: PERSONAL,
    purge: () => cast.owner.client.call(organisations.purge, { params: cast.inside, body: { name: 'Zirconia Mills' } }),
    keptFiles: () => folders.reduce((sum, one) => sum + kept(join(one, 'refused')), 0),
    async stop() {
      for (const one of [...processes].reverse()) await one.stop()
      for (const [n, one] of processes.entries()) listen(`log of process ${n}`, one.output())
      await stack.disposeAsync()
    },
  }
}
