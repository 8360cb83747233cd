import { renderToStaticMarkup } from 'react-dom/server'
import { Form } from './parts/parts.tsx'
import { Access } from './screens/access.tsx'
import { After } from './screens/after.tsx'
import { Open } from './screens/open.tsx'
import { Plan } from './screens/plan.tsx'
import { Progress } from './screens/progress.tsx'
import { type Assets, type EmployeeView, type Language, screenOf, wayOf } from './view.ts'
import { LANGUAGES, type Words, wordsOf } from './words/words.ts'

/** The page of an employee, as a whole document: made on the server, with nothing of React in it. */
export const render = (view: EmployeeView, assets: Assets): string =>
  `<!doctype html>${renderToStaticMarkup(<Document view={view} assets={assets} />)}`

function Document({ view, assets }: { readonly view: EmployeeView; readonly assets: Assets }) {
  const { language, inside } = view
  const words = wordsOf(language, inside?.page.move.timeZone)
  const { t, dir } = words
  return (
    <html lang={LANGUAGES[language].locale} dir={dir} data-scheme="system">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{inside ? t('frame.title', { company: inside.page.company }) : t('frame.titleNobody')}</title>
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
        <link rel="stylesheet" href={assets.style} />
        {language === 'fa' && <link rel="stylesheet" href={assets.persian} />}
        <script type="module" src={assets.script} />
      </head>
      <body>
        <header>
          <Languages view={view} words={words} />
          {inside && <p className="company">{inside.page.company}</p>}
        </header>
        <main>{inside ? <Inside {...view} inside={inside} words={words} /> : <Open words={words} {...view} />}</main>
        {inside && <Foot inside={inside} words={words} />}
      </body>
    </html>
  )
}

type Inside = NonNullable<EmployeeView['inside']>

/** Each in its own script: who cannot read the page finds theirs. */
function Languages({
  view: { language, inside },
  words: { t },
}: {
  readonly view: EmployeeView
  readonly words: Words
}) {
  const buttons = (Object.keys(LANGUAGES) as Language[]).map((one) => (
    <button key={one} name="language" value={one} lang={LANGUAGES[one].locale} aria-pressed={one === language}>
      {LANGUAGES[one].name}
    </button>
  ))
  return (
    <div role="group" aria-label={t('frame.language')}>
      {inside ? (
        <Form to="language" formKey={inside.form} className="languages">
          <input type="hidden" name="screen" value={screenOf(inside.page, inside.screen)} />
          {buttons}
        </Form>
      ) : (
        <form method="get" action="/employee" className="languages">
          {buttons}
        </form>
      )}
    </div>
  )
}

function Inside({ inside, words, refusal }: EmployeeView & { readonly inside: Inside; readonly words: Words }) {
  const { page, step, form } = inside
  const screen = screenOf(page, inside.screen)
  const way = wayOf(page)
  return (
    <>
      {way.length > 1 && <Bar at={way.indexOf(screen) + 1} of={way.length} words={words} />}
      {screen === 'plan' && <Plan page={page} words={words} />}
      {screen === 'access' && <Access page={page} words={words} refusal={refusal} formKey={form} />}
      {screen === 'progress' && <Progress page={page} words={words} />}
      {screen === 'after' && <After page={page} words={words} asked={step} formKey={form} />}
    </>
  )
}

/** How far through one is. */
const Bar = ({ at, of, words: { t } }: { readonly at: number; readonly of: number; readonly words: Words }) => (
  <p className="bar">
    <span className="bar-parts" aria-hidden="true">
      {Array.from({ length: of }, (_, index) => (
        <i key={index} className={index < at ? 'reached' : undefined} />
      ))}
    </span>
    <span>{t('frame.steps', { at, of })}</span>
  </p>
)

/** Whom to ask, how long the link works, and the way out for who shares a phone. */
const Foot = ({ inside: { page, form }, words: { t, day } }: { readonly inside: Inside; readonly words: Words }) => (
  <footer>
    <p>{t('frame.ask', { name: page.invitedBy })}</p>
    <p>{t('frame.until', { day: day(page.expiresAt) })}</p>
    <Form to="leave" formKey={form}>
      <button className="undo" type="submit">
        {t('frame.leave')}
      </button>
    </Form>
  </footer>
)
