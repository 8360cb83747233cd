import { type Client, moves, passes, people } from '@caravan/contract'
import type { DemoCompany } from './company.ts'
import type { DemoMove } from './plan.ts'
import { addressOf, COPIED, DOMAIN } from './roster.ts'

type Stage = 'assess' | 'approve' | 'prepare' | 'copy'
/** Says what is done next. */
export type Tell = (what: string) => void

const TRIED = `orlov@${DOMAIN}`

/** From the plan to the copy: the gates with who passed them over and why, the trial, who mail was sent to. */
export async function prepareCopy(company: DemoCompany, move: DemoMove, tell: Tell): Promise<void> {
  const { lead, owner } = company
  const stage = stepper(move)
  tell('Ivan Orlov opens the move; Olga Karimova approves it.')
  await stage(lead, 'open', 'assess')
  await override(move, lead, 'assess', 'mailboxes-inventoried', 'The trial and the first pass take the inventory.')
  await stage(lead, 'leave', 'assess')
  await stage(lead, 'open', 'approve')
  await stage(lead, 'open', 'prepare')
  await override(move, owner, 'approve', 'approved', 'Signed on paper by O. Karimova.')
  await stage(lead, 'leave', 'approve')
  tell('A trial copies the mailbox of Ivan Orlov, and reads it again to compare.')
  await passOver(company, move, { addresses: [TRIED], kind: 'trial' })
  tell('Every mailbox is read for the addresses that mail was sent to.')
  await readAddresses(company, move)
  await stage(lead, 'open', 'copy')
}

/** The waves, the pilots before the others, until each of their first passes has ended; then the way back is tried. */
export async function copyAll(company: DemoCompany, move: DemoMove, tell: Tell): Promise<void> {
  for (const names of [['Pilot'], ['Office', 'Shared and archive']]) {
    tell(`The copy begins: ${names.join('; ')}.`)
    const begun = latest(company)
    for (const name of names)
      await company.lead.call(passes.startWave, { params: { ...move.at, wave: move.waves.get(name) ?? '' } })
    const addresses = COPIED.filter(({ wave }) => names.includes(wave)).map(addressOf)
    await allEnded(company, idsOf(move, addresses), { kind: 'first', after: begun })
  }
  tell('The way back is tried with the mailbox of Ivan Orlov.')
  const options = { since: new Date().toISOString() }
  await passOver(company, move, { addresses: [TRIED], kind: 'reverse', options })
}

/** Reads who mail was sent to, of all mailboxes that can be opened, or of one; resolves when all are read. */
export async function readAddresses(company: DemoCompany, move: DemoMove, address?: string): Promise<void> {
  const after = latest(company)
  const [mailbox] = address === undefined ? [] : idsOf(move, [address])
  await company.lead.call(people.readSeenAddresses, { params: move.at, body: { mailbox } })
  await allEnded(company, mailbox === undefined ? openable(move) : [mailbox], { kind: 'addresses', after })
}

/** Nobody reads a mailbox whose password is missing. */
const openable = ({ copied, services }: DemoMove): string[] =>
  [...copied.values()]
    .filter((mailbox) => mailbox.hasSourceCredential || mailbox.sourceService === services.administrator)
    .map(({ id }) => id)

/** Asks for a pass over each of these mailboxes, and resolves when all have ended. */
export async function passOver(
  company: DemoCompany,
  move: DemoMove,
  asked: {
    readonly addresses: readonly string[]
    readonly kind: 'trial' | 'first' | 'delta' | 'reverse'
    readonly options?: { readonly since: string }
  },
): Promise<void> {
  const after = latest(company)
  const { addresses, kind, options } = asked
  for (const mailbox of idsOf(move, addresses))
    await company.lead.call(passes.askPass, { params: { ...move.at, mailbox }, body: { kind, options } })
  await allEnded(company, idsOf(move, addresses), { kind, after })
}

const idsOf = ({ copied }: DemoMove, addresses: Iterable<string>): string[] =>
  [...addresses].map((address) => copied.get(address)?.id ?? '')

const latest = ({ events }: DemoCompany): number => Number(events.seen.at(-1)?.id ?? 0)

async function allEnded(
  { events }: DemoCompany,
  mailboxes: readonly string[],
  { kind, after }: { readonly kind: string; readonly after: number },
): Promise<void> {
  for (const mailbox of mailboxes)
    await events.until(
      (event) =>
        Number(event.id) > after &&
        event.kind === 'pass.ended' &&
        event.data['mailbox'] === mailbox &&
        event.data['kind'] === kind,
    )
}

const stepper =
  ({ at }: DemoMove) =>
  async (who: Client, step: 'open' | 'leave', stage: Stage): Promise<void> => {
    const { version } = await who.call(moves.readStages, { params: at })
    await who.call(moves.advanceStage, { params: at, body: { do: step, stage, version } })
  }

async function override({ at }: DemoMove, who: Client, stage: Stage, check: string, reason: string): Promise<void> {
  const { version } = await who.call(moves.readStages, { params: at })
  await who.call(moves.overrideCheck, { params: at, body: { stage, check, reason, version } })
}
