import { Alert, Form, Go, Icon, Title } from '../parts/parts.tsx'
import type { Page, Refusal } from '../view.ts'
import type { Words } from '../words/words.ts'

type HandedFile = NonNullable<Page['files']>['items'][number]

/**
 * Ways to a file that holds one's mail, by program. Names of buttons where they were seen: Google's help “How to download
 * your Google data” (answer 3024190, English and Chinese), Microsoft's “Export or backup email … to an Outlook .pst file”,
 * Apple's Mail User Guide “Import or export mailboxes” (with the bound at which it cuts files off, as its users report),
 * MozillaZine's “Profile folder – Thunderbird”; read 2026-11. Of 163 and QQ no export of a whole mailbox is known.
 */
const WAYS = ['takeout', 'outlook', 'apple', 'thunderbird', 'other'] as const
const PAGES: Readonly<Partial<Record<(typeof WAYS)[number], string>>> = { takeout: 'https://takeout.google.com/' }
/** Which way is open at once. */
const OF_PROVIDER: Readonly<Record<string, (typeof WAYS)[number]>> = {
  gmail: 'takeout',
  outlook: 'outlook',
  microsoft: 'outlook',
  icloud: 'apple',
}

/** Takes one's mail as files, and says how far they got. */
export function Files(props: {
  readonly page: Page
  readonly files: readonly HandedFile[]
  readonly words: Words
  readonly refusal: Refusal | undefined
  readonly formKey: string
}) {
  const { page, files, words, formKey } = props
  const { t } = words
  const open = OF_PROVIDER[page.oldService?.provider ?? '']
  return (
    <>
      <Title words={words}>{t('files.title')}</Title>
      <p className="lead">{t('files.lead')}</p>
      <Alert refusal={props.refusal} words={words} />
      <h2>{t('files.how')}</h2>
      {WAYS.map((way) => (
        <details key={way} className="why" open={way === open}>
          <summary>{t(`files.${way}.name`)}</summary>
          <p>{t(`files.${way}.text`)}</p>
          {PAGES[way] !== undefined && (
            <a className="own-page" href={PAGES[way]} target="_blank" rel="noreferrer noopener">
              {t('access.page', { host: new URL(PAGES[way]).host })}
              <span className="hidden"> ({t('frame.newTab')})</span>
            </a>
          )}
        </details>
      ))}
      <Sending words={words} formKey={formKey} />
      <section data-live="">
        {files.length > 0 && (
          <>
            <h2>{t('files.given')}</h2>
            <ul className="files">
              {files.map((file) => (
                <Handed key={file.id} file={file} words={words} formKey={formKey} />
              ))}
            </ul>
          </>
        )}
        {page.access.state === 'given' && <Go to="/employee/progress">{t('files.enough')}</Go>}
      </section>
    </>
  )
}

/** With a script files go in pieces and say how far they are; without one the form takes one at a time. */
function Sending({ words: { t }, formKey }: { readonly words: Words; readonly formKey: string }) {
  return (
    <Form to="files" formKey={formKey} className="secret sends" files>
      <label htmlFor="file">{t('files.choose')}</label>
      <input
        id="file"
        name="file"
        type="file"
        className="chooser"
        required
        // No `accept`: a phone that does not know an ending lets nobody choose such a file.
        aria-describedby="file-hint"
      />
      <p className="under" id="file-hint">
        {t('files.hint')}
      </p>
      <button className="button" type="submit">
        {t('files.send')}
      </button>
      <div className="sending" hidden>
        <p className="sending-name" dir="auto" />
        <progress max={1} value={0} aria-label={t('files.choose')} />
      </div>
      <p className="busy" role="status" data-says={t('files.sending')} data-broken={t('files.broken')} />
      <p className="under">{t('files.kept')}</p>
    </Form>
  )
}

function Handed({
  file,
  words,
  formKey,
}: {
  readonly file: HandedFile
  readonly words: Words
  readonly formKey: string
}) {
  const { t } = words
  const { state, name, messages, repeated, damaged, error } = file
  return (
    <li className={state}>
      <p className="file-name">
        {state === 'read' && <Icon name="check" />}
        {state === 'refused' && <Icon name="alert" />}
        <bdi>{name}</bdi>
      </p>
      {state === 'receiving' && (
        <>
          <progress max={file.size} value={file.received} aria-label={name} />
          <p>{t('files.state.receiving')}</p>
        </>
      )}
      {state === 'received' && error === null && <p>{t('files.state.received')}</p>}
      {state === 'reading' && <p>{t('files.state.reading', { count: messages })}</p>}
      {state === 'read' && <p>{t('files.state.read', { count: messages })}</p>}
      {state === 'read' && repeated > 0 && <p>{t('files.repeated', { count: repeated })}</p>}
      {state === 'read' && damaged > 0 && <p>{t('files.damaged', { count: damaged })}</p>}
      {error !== null && (
        <p>
          {words.refusal(error.code).title} {words.refusal(error.code).remedy}
        </p>
      )}
      <Form to="remove" formKey={formKey}>
        <button className="undo" type="submit" name="file" value={file.id} aria-label={`${t('files.remove')}: ${name}`}>
          {t('files.remove')}
        </button>
      </Form>
    </li>
  )
}
