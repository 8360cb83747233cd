import type { Scope } from '@caravan/contract'
import type { Role } from '@caravan/core/model'

/** Who asks: somebody who has signed in, or a program with an API token. */
export type Actor =
  | {
      readonly kind: 'user'
      readonly id: string
      readonly name: string
      readonly email: string
      readonly host: boolean
      readonly secondFactor: boolean
    }
  | {
      readonly kind: 'token'
      readonly id: string
      readonly name: string
      readonly organisation: string
      readonly scopes: readonly Scope[]
      /** The user who made it, or made the token that did. */
      readonly maker: string
    }

/** What somebody is in the organisation that the path names. */
export interface Standing {
  readonly organisation: string
  /** Of a token: none. */
  readonly role: Role | undefined
  may(what: Scope): boolean
}

/** An employee who came by an invitation: of one mailbox, and no member of anything. */
export interface Employee {
  readonly kind: 'employee'
  /** The mailbox. */
  readonly id: string
  /** Its old address. */
  readonly name: string
  readonly invitation: string
  readonly organisation: string
  readonly move: string
}

export interface Caller {
  readonly actor: Actor | undefined
  readonly standing: Standing | undefined
  /** Of a route for employees. */
  readonly employee?: Employee
}
