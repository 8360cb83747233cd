import type { AnswerOf, employeePage } from '@caravan/contract'

/** What the API says of one's own mailbox. */
export type Page = AnswerOf<typeof employeePage.readEmployeePage>
export type Language = Page['language']

/** What there is to see, one at a time. */
export type Screen = 'plan' | 'access' | 'progress' | 'after'
export const SCREENS: readonly Screen[] = ['plan', 'access', 'progress', 'after']

/** What an employee does at the new home, in this order. */
export type Step = keyof Page['steps']
export const STEPS: readonly Step[] = ['signedIn', 'passwordChanged', 'secondFactor', 'oldAccountRemoved']

/** Why something was not taken: by its code the words are found. */
export interface Refusal {
  readonly code: string
  readonly serverReply: string | null | undefined
}

/** All that a page is made of. */
export interface EmployeeView {
  readonly language: Language
  readonly now: Date
  readonly refusal: Refusal | undefined
  /** Who is in; without it the page lets somebody in. */
  readonly inside?: {
    readonly page: Page
    /** What was asked for, in a path: anything. */
    readonly screen: string | undefined
    /** Of the last screen: which question, in a query: anything. */
    readonly step: string | undefined
    /** Goes with each form. */
    readonly form: string
  }
}

/** Names of what was built, as the page fetches them. */
export interface Assets {
  readonly script: string
  readonly style: string
  readonly icon: string
  /** The face of Persian. */
  readonly persian: string
}

/** Whether the old mailbox can be opened by what its employee types. */
export const isTyped = ({ oldService, files }: Page): boolean =>
  files === null && oldService !== null && oldService.way !== 'consent' && oldService.way !== 'other'

/** Whether its employee agrees on a page of the provider. */
export const isAgreed = ({ oldService, files }: Page): boolean =>
  files === null && (oldService?.consentAt ?? null) !== null

/** Whether its employee lets us in, in one way or the other. */
export const isTheirs = (page: Page): boolean => isTyped(page) || isAgreed(page)

const isAskedFor = ({ access }: Page): boolean => access.state === 'asked-for' || access.state === 'refused'

/** Whether mail goes to the new mailbox by now. */
const isSwitched = ({ move }: Page): boolean => ['cutover', 'watch', 'close'].includes(move.stage)

/** The screen that was asked for, where it makes sense; else what matters now. */
export function screenOf(page: Page, asked: string | undefined): Screen {
  const found = SCREENS.find((screen) => screen === asked)
  if (found !== undefined && screensOf(page).includes(found)) return found
  if (page.progress.state === 'stays') return 'progress'
  if (page.access.state === 'refused' && isTheirs(page)) return 'access'
  if (isAskedFor(page)) return 'plan'
  return isSwitched(page) ? 'after' : 'progress'
}

/** The screens of somebody, from the first to the last. */
export function wayOf(page: Page): readonly Screen[] {
  if (page.progress.state === 'stays') return ['progress']
  const access = page.access.state !== 'not-needed' && (page.oldService !== null || page.files !== null)
  return SCREENS.filter((screen) => access || screen !== 'access')
}

/** Those that can be looked at by now: what somebody has to give or to hand over comes before what is only looked at. */
export function screensOf(page: Page): readonly Screen[] {
  const waits = isAskedFor(page) && (isTheirs(page) || page.files !== null)
  return wayOf(page).filter((screen) => !waits || screen === 'plan' || screen === 'access')
}

/** The question of the last screen: the one asked for, else the first that is open; undefined: all are done. */
export function stepOf({ steps }: Page, asked: string | undefined): Step | undefined {
  return STEPS.find((step) => step === asked && steps[step] === null) ?? STEPS.find((step) => steps[step] === null)
}
