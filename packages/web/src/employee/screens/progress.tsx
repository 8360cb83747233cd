import { Icon, Timeline, Title } from '../parts/parts.tsx'
import { timelineOf } from '../timeline.ts'
import { isTyped, type Page } from '../view.ts'
import type { Words } from '../words/words.ts'

/** How far one's own mailbox is. What changes by itself stands in the part that the script looks at again. */
export function Progress({ page, words }: { readonly page: Page; readonly words: Words }) {
  const { t } = words
  const state = stateOf(page)
  const { company, addresses, invitedBy, access } = page
  const values = { company, name: invitedBy, address: addresses.old }
  return (
    <>
      <section data-live="">
        <Title words={words}>{t(`progress.${state}.title`)}</Title>
        <p className="lead">{t(`progress.${state}.text`, values)}</p>
        {access.state === 'given' && state === 'not-begun' && <Found access={access} words={words} />}
        <Arrived page={page} words={words} />
        {state !== 'stays' && (
          <>
            <h2>{t('plan.when')}</h2>
            <Timeline items={timelineOf(page, words)} words={words} />
          </>
        )}
      </section>
      {state !== 'stays' && (
        <>
          <p className="under scripted">{t('progress.live')}</p>
          <noscript>
            <a className="quiet-button" href="/employee/progress">
              {t('progress.look')}
            </a>
          </noscript>
          <p className="more">
            <a href="/employee/after">{t('progress.ready')}</a>
          </p>
          {access.state !== 'not-needed' && isTyped(page) && (
            <p className="more">
              <a href="/employee/access">{t('progress.another')}</a>
            </p>
          )}
          {page.files !== null && (
            <p className="more">
              <a href="/employee/access">{t('files.more')}</a>
            </p>
          )}
        </>
      )}
    </>
  )
}

function stateOf({ access, progress }: Page) {
  const asked = access.state === 'asked-for' || access.state === 'refused'
  return progress.state === 'not-begun' && asked ? 'consent' : progress.state
}

/** What was found with the password that was given. */
function Found({ access, words: { t } }: { readonly access: Page['access']; readonly words: Words }) {
  const { messages, folders } = access
  const said =
    messages === null || folders === null
      ? t('progress.right')
      : t('progress.found', {
          messages: t('progress.messages', { count: messages }),
          folders: t('progress.folders', { count: folders }),
        })
  return (
    <p className="found">
      <Icon name="check" />
      {said}
    </p>
  )
}

/** Letters that stand at the new home, of all. */
function Arrived({ page: { progress }, words: { t, moment } }: { readonly page: Page; readonly words: Words }) {
  const { messages, arrived, lastPassAt } = progress
  if (messages === null || arrived === null || progress.state === 'stays') return null
  return (
    <div className="arrived">
      <p id="arrived">{t('progress.arrived', { count: messages, arrived: Math.min(arrived, messages) })}</p>
      <progress max={Math.max(1, messages)} value={messages === 0 ? 1 : arrived} aria-labelledby="arrived" />
      {lastPassAt !== null && <p className="under">{t('progress.looked', { moment: moment(lastPassAt) })}</p>}
    </div>
  )
}
