import type { BodyOf, employees } from '@caravan/contract'
import type { EmployeeState } from '../../../api/people-queries.ts'

export type Which = BodyOf<typeof employees.inviteEmployees>['which']

/** Some employees: which, and how many they are where that is known. */
export interface Some {
  readonly which: Which
  readonly count: number | undefined
}

/** What is asked before anything goes out. */
export type Asking =
  | ({ readonly what: 'invite'; readonly by: 'letter' | 'link'; readonly again?: boolean } & Some)
  | ({ readonly what: 'remind' } & Some)
  | { readonly what: 'revoke'; readonly mailbox: string; readonly name: string }
  | { readonly what: 'rule' }
  | { readonly what: 'welcome' }
export type Ask = (asking: Asking) => void

export type States = Readonly<Partial<Record<EmployeeState, number>>>

export const totalOf = (states: States): number => Object.values(states).reduce((sum, count) => sum + count, 0)

/** Who has been asked and has given nothing yet. */
export const unansweredOf = ({ invited = 0, opened = 0, refused = 0 }: States): number => invited + opened + refused
