import { CHINESE } from './chinese.ts'
import type { Place } from './place.ts'
import { RUSSIAN } from './russian.ts'
import { WESTERN } from './western.ts'

/** By the API's key of a provider. Where an administrator or a program of the provider's opens the mailbox there is none. */
export const PLACES: Readonly<Record<string, Place>> = { ...WESTERN, ...RUSSIAN, ...CHINESE }
