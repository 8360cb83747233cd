import type { AnswerOf, moves, overview, people } from '@caravan/contract'
import type { Service } from '../../../api/setup-queries.ts'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'

/** The steps of the set-up: the last part of their address, and their name in the words. */
export const SETUP_STEPS = ['basics', 'old-service', 'new-service', 'sign-in', 'people', 'addresses'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

export type StepState = 'done' | 'missing' | 'open'

export const STATE_LOOK: Readonly<Record<StepState, { tone: Tone; icon: IconName }>> = {
  done: { tone: 'ok', icon: 'check' },
  missing: { tone: 'warning', icon: 'alert' },
  open: { tone: 'idle', icon: 'ring' },
}

/** What the server says of a move that is being set up. */
export interface Standing {
  readonly move: AnswerOf<typeof moves.readMove>
  readonly services: readonly Service[]
  readonly progress: AnswerOf<typeof overview.readProgress>
  readonly addresses: AnswerOf<typeof people.countAddresses>
}

export const servicesAt = ({ services }: Pick<Standing, 'services'>, side: Service['side']): readonly Service[] =>
  services.filter((service) => service.side === side)

/** Whether it is said how one signs in at a service, with all that it takes. */
export function wayOf({
  auth,
  oauth,
  hasPassword,
  passwordsFrom,
  administrator,
}: Service): 'said' | 'refused' | 'password-missing' | 'unsaid' {
  if (auth === 'oauth') return oauth?.hasSecret === true ? 'said' : 'password-missing'
  if (auth === 'master' && administrator.refusedAt !== null) return 'refused'
  if (auth === 'master') return hasPassword ? 'said' : 'password-missing'
  return passwordsFrom === null ? 'unsaid' : 'said'
}

const STATES: Readonly<Record<SetupStep, (standing: Standing) => StepState>> = {
  basics: ({ move }) => (move.ownDomains.length === 0 ? 'open' : move.cutOverOn === null ? 'missing' : 'done'),
  'old-service': (standing) => (servicesAt(standing, 'source').length > 0 ? 'done' : 'open'),
  'new-service': (standing) => (servicesAt(standing, 'target').length > 0 ? 'done' : 'open'),
  'sign-in': ({ services }) => {
    const ways = services.map(wayOf)
    if (ways.length > 0 && ways.every((way) => way === 'said')) return 'done'
    return ways.every((way) => way === 'unsaid') ? 'open' : 'missing'
  },
  people: ({ addresses }) => (addresses.mailboxes === 0 ? 'open' : 'done'),
  addresses: ({ addresses: { mailboxes, withoutTarget, rolesWithoutOwner, decisions } }) => {
    if (mailboxes === 0) return 'open'
    return withoutTarget + rolesWithoutOwner + decisions.undecided === 0 ? 'done' : 'missing'
  },
}

export const stateOf = (step: SetupStep, standing: Standing): StepState => STATES[step](standing)

/** The first step that is not done, a cut-over day aside, which may come later. */
export const nextStep = (standing: Standing): SetupStep | undefined =>
  SETUP_STEPS.find((step) => {
    const state = stateOf(step, standing)
    return state !== 'done' && !(step === 'basics' && state === 'missing')
  })
