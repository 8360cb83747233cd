import { Alert, Title } from '../parts/parts.tsx'
import type { Refusal } from '../view.ts'
import type { Words } from '../words/words.ts'

/** Lets somebody in: the script takes the link's code by itself, without it one pastes it. */
export function Open({ words, refusal }: { readonly words: Words; readonly refusal: Refusal | undefined }) {
  const { t } = words
  return (
    <>
      <p className="opening" role="status" data-says={t('open.opening')} />
      <div className="way-in">
        <Title words={words}>{t('open.title')}</Title>
        <p className="lead">{t('open.text')}</p>
        <Alert refusal={refusal} words={words} />
        <p className="alert" role="alert" data-offline={t('open.offline')} hidden />
        <form method="post" action="/employee/open" className="secret">
          <label htmlFor="link">{t('open.label')}</label>
          <div className="field">
            <input
              id="link"
              name="link"
              dir="ltr"
              required
              maxLength={1000}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-describedby="hint"
            />
          </div>
          <p className="under" id="hint">
            {t('open.hint')}
          </p>
          <button className="button" type="submit">
            {t('open.button')}
          </button>
        </form>
      </div>
    </>
  )
}
