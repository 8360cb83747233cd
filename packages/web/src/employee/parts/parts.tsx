import { Fragment, type ReactNode } from 'react'
import type { Happening } from '../timeline.ts'
import type { Refusal } from '../view.ts'
import type { Words } from '../words/words.ts'

/** Our own line icons, 24 by 24; beside a word always. */
const PATHS = {
  check: 'M5 12.500l4.500 4.500L19 7',
  alert: 'M12 4l9 16H3zM12 10v4.500M12 17.300v.2',
  dot: 'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
} as const

export const Icon = ({ name }: { readonly name: keyof typeof PATHS }) => (
  <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
)

/** Why something was not taken, with what to do; the server's own words are folded. */
export function Alert({ refusal, words }: { readonly refusal: Refusal | undefined; readonly words: Words }) {
  if (refusal === undefined) return null
  const { title, remedy } = words.refusal(refusal.code)
  return (
    <div className="alert" role="alert">
      <p className="alert-title">
        <Icon name="alert" />
        {title}
      </p>
      <p>{remedy}</p>
      {refusal.serverReply != null && (
        <details>
          <summary>{words.t('refused.said')}</summary>
          <code dir="auto">{refusal.serverReply}</code>
        </details>
      )}
    </div>
  )
}

/** What a screen asks or says. Chinese, which has no spaces, goes on in the next line between two words only. */
export const Title = ({ children, words: { language } }: { readonly children: string; readonly words: Words }) => (
  <h1>
    {language === 'zh'
      ? Array.from(CHINESE.segment(children), ({ segment, index, isWordLike }) => (
          <Fragment key={index}>
            {isWordLike && <wbr />}
            {segment}
          </Fragment>
        ))
      : children}
  </h1>
)
const CHINESE = new Intl.Segmenter('zh', { granularity: 'word' })

/** What happens when. */
export const Timeline = ({ items, words }: { readonly items: readonly Happening[]; readonly words: Words }) => (
  <ol className="timeline">
    {items.map(({ key, title, texts, state }) => (
      <li key={key} className={state} aria-current={state === 'current' ? 'step' : undefined}>
        <span className="mark">{state === 'done' && <Icon name="check" />}</span>
        <h3>
          {title}
          {state === 'done' && <span className="hidden"> ({words.t('when.done')})</span>}
        </h3>
        {texts.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </li>
    ))}
  </ol>
)

/** A form of ours: it carries the session's key, and works without a script. */
export const Form = (props: {
  readonly to: string
  readonly formKey: string
  readonly className?: string
  /** It holds files. */
  readonly files?: boolean
  /** Says that somebody is waited for. */
  readonly busy?: boolean
  readonly children: ReactNode
}) => (
  <form
    method="post"
    action={`/employee/${props.to}`}
    className={props.className}
    encType={props.files === true ? 'multipart/form-data' : undefined}
    data-busy={props.busy === true ? '' : undefined}
  >
    <input type="hidden" name="form" value={props.formKey} />
    {props.children}
  </form>
)

/** The one thing to press. */
export const Go = ({ to, children }: { readonly to: string; readonly children: ReactNode }) => (
  <a className="button" href={to}>
    {children}
  </a>
)
