import type { KeyOf, Words } from '../../words/shape.ts'
import type * as en from './en.ts'

export type Key = KeyOf<typeof en>
/** The texts of the master with the plural forms of a language. */
export type Russian = Words<typeof en, 'one' | 'few' | 'many' | 'other'>
export type Persian = Words<typeof en, 'one' | 'other'>
export type Chinese = Words<typeof en, 'other'>

/** What to do at an old service, by the keys of the API; what is not there is shown in the server's English. */
export type Steps = Readonly<Record<string, string>>
