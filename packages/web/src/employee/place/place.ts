import type { Language } from '../view.ts'

/**
 * What a button or a menu entry is called. In the languages that the provider speaks these are its own words; in the
 * others they say what those mean.
 */
export type Wording = Readonly<Record<Language, string>>

/** The same in every language: `POP3/SMTP/IMAP`. */
export const same = (text: string): Wording => ({ en: text, ru: text, fa: text, zh: text })

/**
 * - `entry`: of a menu, leads on. `button`: is pressed. `field`: is typed into. `tick` and `switch`: are switched on.
 *   `code`: the password that appears.
 */
export interface Part {
  readonly kind: 'entry' | 'button' | 'field' | 'tick' | 'switch' | 'code'
  readonly wording: Wording
  /** Of an earlier level of the menu, which `entry` leads on from. */
  readonly under?: Wording
  /** What stands in it. */
  readonly value?: string
  /** The step that it belongs to, by the part of its key behind the provider. */
  readonly step: string
}

/** One page of a provider, as far as the steps need it. */
export interface Sheet {
  readonly host: string
  readonly parts: readonly Part[]
}

/** The place at a provider where a password for programs is made. */
export interface Place {
  /** In which the provider shows its pages; the first to readers of other languages. */
  readonly speaks: readonly [Language, ...Language[]]
  readonly sheets: readonly Sheet[]
}

export const NAME = 'Caravan'
