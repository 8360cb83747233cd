import { Form, Icon, Title } from '../parts/parts.tsx'
import { type Page, STEPS, type Step, stepOf } from '../view.ts'
import type { Words } from '../words/words.ts'

/** What one does at the new home, one question at a time. */
export function After(props: {
  readonly page: Page
  readonly words: Words
  readonly asked: string | undefined
  readonly formKey: string
}) {
  const { page, words, formKey } = props
  const { t } = words
  const step = stepOf(page, props.asked)
  return (
    <>
      {step === undefined ? (
        <>
          <span className="all-done">
            <Icon name="check" />
          </span>
          <Title words={words}>{t('after.doneTitle')}</Title>
          <p className="lead">{t('after.doneText')}</p>
        </>
      ) : (
        <Question page={page} words={words} step={step} formKey={formKey} />
      )}
      <h2>{t('after.list')}</h2>
      <ul className="ticks">
        {STEPS.map((one) => (
          <Tick key={one} page={page} words={words} step={one} asked={one === step} formKey={formKey} />
        ))}
      </ul>
      <p className="more">
        <a href="/employee/progress">{t('frame.back')}</a>
      </p>
    </>
  )
}

interface OfStep {
  readonly page: Page
  readonly words: Words
  readonly step: Step
  readonly formKey: string
}

function Question({ page, words, step, formKey }: OfStep) {
  const { t } = words
  const next = STEPS.find((one) => page.steps[one] === null && STEPS.indexOf(one) > STEPS.indexOf(step))
  return (
    <>
      <Title words={words}>{t(`after.${step}.ask`)}</Title>
      <p className="lead">{t(`after.${step}.text`, { company: page.company, address: page.addresses.old })}</p>
      {step === 'signedIn' && <NewHome page={page} t={t} />}
      <Form to="steps" formKey={formKey}>
        <input type="hidden" name="done" value="yes" />
        <button className="button" type="submit" name="step" value={step}>
          {t(`after.${step}.yes`)}
        </button>
      </Form>
      {next !== undefined && (
        <a className="quiet-button" href={`/employee/after?step=${next}`}>
          {t('after.later')}
        </a>
      )}
    </>
  )
}

/** Where one signs in from now on. */
function NewHome({ page: { addresses, newService }, t }: { readonly page: Page; readonly t: Words['t'] }) {
  return (
    <>
      {addresses.new !== null && (
        <p className="address" dir="ltr">
          {addresses.new}
        </p>
      )}
      {newService !== null && (
        <details className="why">
          <summary>{t('after.settings')}</summary>
          <dl className="settings">
            <dt>{t('after.server')}</dt>
            <dd dir="ltr">{newService.host}</dd>
            <dt>{t('after.user')}</dt>
            <dd dir="ltr">{newService.userName ?? addresses.new}</dd>
          </dl>
        </details>
      )}
    </>
  )
}

function Tick({ page, words: { t, day }, step, asked, formKey }: OfStep & { readonly asked: boolean }) {
  const at = page.steps[step]
  const short = t(`after.${step}.short`)
  return (
    <li className={at === null ? 'open' : 'done'} aria-current={asked ? 'step' : undefined}>
      <span className="mark">{at !== null && <Icon name="check" />}</span>
      {at === null && !asked ? (
        <a className="tick-name" href={`/employee/after?step=${step}`}>
          {short}
        </a>
      ) : (
        <span className="tick-name">
          {short}
          {at !== null && <small>{day(at)}</small>}
        </span>
      )}
      {at !== null && (
        <Form to="steps" formKey={formKey}>
          <input type="hidden" name="done" value="no" />
          <button className="undo" type="submit" name="step" value={step} aria-label={`${t('after.undo')}: ${short}`}>
            {t('after.undo')}
          </button>
        </Form>
      )}
    </li>
  )
}
