import { Alert, Form, Go, Title } from '../parts/parts.tsx'
import { PlacePicture } from '../place/picture.tsx'
import { isAgreed, isTyped, type Page, type Refusal } from '../view.ts'
import type { Words } from '../words/words.ts'
import { Files } from './files.tsx'

type OldService = NonNullable<Page['oldService']>

/** The old mailbox's password, app password or authorisation code; or who else sees to it. */
export function Access(props: {
  readonly page: Page
  readonly words: Words
  readonly refusal: Refusal | undefined
  readonly formKey: string
}) {
  const { page, words, formKey } = props
  const { t } = words
  const { oldService: service, access, company } = page
  if (page.files !== null) return <Files {...props} files={page.files.items} />
  if (service === null) return null
  if (isAgreed(page)) return <Agree {...props} name={service.consentAt ?? ''} />
  const typed = isTyped(page)
  return (
    <>
      <Title words={words}>{t(`access.title.${service.way}`)}</Title>
      {service.way === 'consent' ? (
        <p className="lead">{t('access.leadConsent', { service: service.name, company })}</p>
      ) : (
        typed && <p className="lead">{t('access.lead', { service: service.name })}</p>
      )}
      <Alert refusal={props.refusal ?? access.refused ?? undefined} words={words} />
      {access.state === 'given' && <p className="note">{t('access.given')}</p>}
      {service.way !== 'consent' && <HowTo service={service} words={words} />}
      {typed ? (
        <Secret service={service} words={words} formKey={formKey} />
      ) : (
        <Go to="/employee/progress">{t('frame.goOn')}</Go>
      )}
    </>
  )
}

/** The provider asks on its own page; what is typed there is not seen here. */
function Agree(props: {
  readonly page: Page
  readonly name: string
  readonly words: Words
  readonly refusal: Refusal | undefined
  readonly formKey: string
}) {
  const { page, name, words, formKey } = props
  const { t } = words
  const { oldService: service, access } = page
  return (
    <>
      <Title words={words}>{t('access.agree.title')}</Title>
      <p className="lead">{t('access.agree.lead', { name })}</p>
      <Alert refusal={props.refusal ?? access.refused ?? undefined} words={words} />
      {access.state === 'given' && <p className="note">{t('access.agree.given')}</p>}
      <dl className="mailbox">
        <dt>{t('access.mailbox')}</dt>
        <dd dir="ltr">{service?.userName}</dd>
      </dl>
      <Form to="consent" formKey={formKey} className="secret">
        <button className="button" type="submit">
          {t('access.agree.button', { name })}
        </button>
        <p className="under">{t('access.agree.kept', { name })}</p>
      </Form>
      {access.state === 'given' && <Go to="/employee/progress">{t('frame.goOn')}</Go>}
    </>
  )
}

/** The provider's own steps, each as the provider calls things, with the page for it beside the step that opens it. */
function HowTo({ service, words }: { readonly service: OldService; readonly words: Words }) {
  const { t } = words
  const opening = service.steps.find(({ key }) => /\.(?:sign-in|settings)$/.test(key)) ?? service.steps[0]
  return (
    <>
      <dl className="mailbox">
        <dt>{t('access.mailbox')}</dt>
        <dd dir="ltr">{service.userName}</dd>
      </dl>
      <ol className="how">
        {service.steps.map((step) => {
          const text = words.step(step.key)
          return (
            <li key={step.key}>
              {text ?? <span {...(words.language === 'en' ? undefined : { lang: 'en', dir: 'ltr' })}>{step.text}</span>}
              {step === opening && service.page !== null && <OwnPage page={service.page} words={words} />}
            </li>
          )
        })}
      </ol>
      <PlacePicture
        provider={service.provider}
        service={service.name}
        steps={service.steps.map(({ key }) => key)}
        words={words}
      />
    </>
  )
}

const OwnPage = ({ page, words: { t } }: { readonly page: string; readonly words: Words }) => (
  <a className="own-page" href={page} target="_blank" rel="noreferrer noopener">
    {t('access.page', { host: new URL(page).host })}
    <span className="hidden"> ({t('frame.newTab')})</span>
  </a>
)

function Secret(props: { readonly service: OldService; readonly words: Words; readonly formKey: string }) {
  const { t } = props.words
  const way = props.service.way as 'password' | 'app-password' | 'authorisation-code'
  return (
    <Form to="access" formKey={props.formKey} className="secret" busy>
      <label htmlFor="password">{t(`access.label.${way}`)}</label>
      <div className="field">
        <input
          id="password"
          name="password"
          // What a service made up is pasted, and better seen; nobody knows it by heart.
          type={way === 'password' ? 'password' : 'text'}
          dir="ltr"
          required
          maxLength={1000}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          aria-describedby="kept"
        />
        {way === 'password' && (
          <button type="button" className="reveal" data-reveal="password" data-other={t('access.hide')} hidden>
            {t('access.show')}
          </button>
        )}
      </div>
      <button className="button" type="submit">
        {t('access.check')}
      </button>
      <p className="busy" role="status" data-says={t('access.checking')} />
      <p className="under" id="kept">
        {t('access.kept')}
      </p>
      {way !== 'password' && (
        <details className="why">
          <summary>{t('access.why')}</summary>
          <p>{t('access.whyText')}</p>
        </details>
      )}
    </Form>
  )
}
