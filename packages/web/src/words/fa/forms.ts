import type * as en from '../en.ts'
import type { Words } from '../shape.ts'

/** The texts of the master with the plural forms of this language. */
export type Persian = Words<typeof en, 'one' | 'other'>
