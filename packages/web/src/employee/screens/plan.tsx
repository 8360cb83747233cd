import { Go, Timeline, Title } from '../parts/parts.tsx'
import { timelineOf } from '../timeline.ts'
import { isTheirs, type Page, screensOf } from '../view.ts'
import type { Words } from '../words/words.ts'

/** What will happen, and when. */
export function Plan({ page, words }: { readonly page: Page; readonly words: Words }) {
  const { t } = words
  const { company, addresses, move, access } = page
  const asked = (isTheirs(page) || page.files !== null) && (access.state === 'asked-for' || access.state === 'refused')
  const next = screensOf(page).find((screen) => screen === 'access' && access.state !== 'given') ?? 'progress'
  return (
    <>
      <Title words={words}>{t(`plan.title.${move.kind}`)}</Title>
      <p className="lead">{t('plan.lead', { company })}</p>
      {addresses.new !== null && addresses.new !== addresses.old && (
        <dl className="addresses">
          <dt>{t('plan.now')}</dt>
          <dd dir="ltr">{addresses.old}</dd>
          <dt>{t('plan.then')}</dt>
          <dd dir="ltr">{addresses.new}</dd>
        </dl>
      )}
      <Go to={`/employee/${next}`}>{asked ? t('plan.begin') : t('frame.goOn')}</Go>
      {asked && page.files === null && <p className="under">{t('plan.minutes')}</p>}
      <h2>{t('plan.when')}</h2>
      <Timeline items={timelineOf(page, words)} words={words} />
    </>
  )
}
