import type { EmployeeState, WelcomeState } from '../../../api/people-queries.ts'
import type { IconName } from '../../../parts/icon.tsx'
import type { Tone } from '../../../parts/pill.tsx'

/** How each state looks, in the order in which they are offered: what needs somebody comes first. */
export const EMPLOYEE_STATES: Readonly<Record<EmployeeState, { tone: Tone; icon: IconName }>> = {
  refused: { tone: 'bad', icon: 'stop' },
  'not-invited': { tone: 'warning', icon: 'ring' },
  expired: { tone: 'warning', icon: 'alert' },
  invited: { tone: 'going', icon: 'letter' },
  opened: { tone: 'going', icon: 'running' },
  given: { tone: 'ok', icon: 'check' },
  'not-needed': { tone: 'idle', icon: 'minus' },
}
export const STATE_ORDER = Object.keys(EMPLOYEE_STATES) as readonly EmployeeState[]

/** What the welcome letter in the new mailbox tells, and how it looks. */
export const WELCOME_STATES: Readonly<Record<WelcomeState, IconName>> = {
  unopened: 'letter',
  due: 'clock',
  gone: 'minus',
  opened: 'check',
}
export const WELCOME_ORDER = Object.keys(WELCOME_STATES) as readonly WelcomeState[]

/** What the address of the board says of who is shown. */
export interface PeopleSearch {
  readonly state?: EmployeeState | undefined
  readonly welcome?: WelcomeState | undefined
  readonly text?: string | undefined
}

export const readPeopleSearch = ({ state, welcome, text }: Record<string, unknown>): PeopleSearch => ({
  state: STATE_ORDER.find((one) => one === state),
  welcome: WELCOME_ORDER.find((one) => one === welcome),
  text: typeof text === 'string' && text !== '' ? text.slice(0, 320) : undefined,
})
