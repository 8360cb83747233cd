import type { Language } from '../../view.ts'
import type { Steps } from '../forms.ts'
import { steps as fa } from './fa.ts'
import { steps as ru } from './ru.ts'
import { steps as zh } from './zh.ts'

export const STEP_WORDS: Readonly<Partial<Record<Language, Steps>>> = { ru, fa, zh }
