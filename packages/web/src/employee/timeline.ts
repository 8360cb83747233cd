import type { Page } from './view.ts'
import type { Words } from './words/words.ts'

/** One thing that happens, with when and what it asks of somebody. */
export interface Happening {
  readonly key: 'access' | 'copy' | 'cutover' | 'signIn' | 'close'
  readonly title: string
  readonly texts: readonly string[]
  readonly state: 'done' | 'current' | 'ahead'
}

type Part = Omit<Happening, 'state'> & { readonly done: boolean }

/** What happens to a mailbox, in order: the first that is not done is the current one. */
export function timelineOf(page: Page, words: Words): readonly Happening[] {
  const parts = [
    ...(page.oldService === null && page.files === null ? [] : [accessPart(page, words), copyPart(page, words)]),
    cutoverPart(page, words),
    signInPart(page, words),
    ...closePart(page, words),
  ]
  const current = parts.findIndex(({ done }) => !done)
  return parts.map(({ done, ...part }, index) => ({
    ...part,
    state: done ? 'done' : index === current ? 'current' : 'ahead',
  }))
}

function accessPart({ access, files, oldService, company }: Page, { t, day }: Words): Part {
  const handed = files !== null
  const elsewhere =
    !handed && (access.state === 'not-needed' || (oldService?.consentAt == null && isElsewhere(oldService?.way)))
  const done = access.state === 'not-needed' || access.state === 'given'
  const text = elsewhere
    ? t('when.accessElsewhere', { company })
    : access.givenAt !== null
      ? t('when.accessGiven', { day: day(access.givenAt) })
      : t(handed ? 'when.filesNow' : 'when.accessNow')
  return { key: 'access', title: t(handed ? 'when.files' : 'when.access'), texts: [text], done }
}

/** Nothing that an employee types opens such a mailbox. */
const isElsewhere = (way: string | undefined): boolean => way === 'consent' || way === 'other'

function copyPart(page: Page, words: Words): Part {
  const { t, hour } = words
  const done = page.progress.state === 'copied'
  const { nightHours } = page.move
  const texts = [
    ...copyDay(page, words),
    ...(nightHours === null ? [] : [t('when.copyNight', { from: hour(nightHours.from), to: hour(nightHours.to) })]),
    t('when.copyText'),
  ]
  return { key: 'copy', title: t('when.copy'), texts: done ? [] : texts, done }
}

function copyDay({ wave, progress }: Page, { t, moment }: Words): string[] {
  if (wave?.startedAt != null) return [t('when.copySince', { moment: moment(wave.startedAt) })]
  // It goes on, and the title says so.
  if (progress.state !== 'not-begun') return []
  if (wave?.startsAt != null) return [t('when.copyBy', { moment: moment(wave.startsAt) })]
  // The plan counts a day for it from the cut-over; nobody has given it, so nobody is told.
  return [t('when.copyOpen')]
}

function cutoverPart({ move, company }: Page, { t, day }: Words): Part {
  const done = ['cutover', 'watch', 'close'].includes(move.stage)
  const when = move.cutOverOn === null ? t('when.undated', { company }) : day(move.cutOverOn)
  return { key: 'cutover', title: t('when.cutover'), texts: done ? [when] : [when, t('when.cutoverText')], done }
}

function signInPart({ steps }: Page, { t, day }: Words): Part {
  const done = steps.signedIn !== null
  const text = steps.signedIn === null ? t('when.signInText') : day(steps.signedIn)
  return { key: 'signIn', title: t('when.signIn'), texts: [text], done }
}

/** Without its day: the plan counts one from the cut-over, and nobody has given it. */
function closePart({ oldService, company }: Page, { t }: Words): Part[] {
  if (oldService === null) return []
  return [
    { key: 'close', title: t('when.close'), texts: [t('when.undated', { company }), t('when.closeText')], done: false },
  ]
}
