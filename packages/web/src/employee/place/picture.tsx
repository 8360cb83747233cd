import type { Language } from '../view.ts'
import { LANGUAGES, type Words } from '../words/words.ts'
import type { Part, Place, Wording } from './place.ts'
import { PLACES } from './places.ts'

/** A drawing of the place at a provider; what its numbers mean is said by the steps. Nothing where none is known. */
export function PlacePicture(props: {
  readonly provider: string
  readonly service: string
  /** Keys of the steps that are shown, in their order. */
  readonly steps: readonly string[]
  readonly words: Words
}) {
  const { provider, service, words } = props
  const place = PLACES[provider]
  if (place === undefined) return null
  const shown = spoken(place, words.language)
  const number = ({ step }: Part) => props.steps.indexOf(`${provider}.${step}`) + 1
  return (
    <figure className="place">
      <figcaption>{words.t('access.place')}</figcaption>
      <div role="img" aria-label={words.t('access.placeAt', { service })} dir={LANGUAGES[shown].dir}>
        {place.sheets.map(({ host, parts }) => (
          <div className="sheet" key={host}>
            <p className="sheet-host" dir="ltr">
              <i />
              <i />
              <i />
              <span>{host}</span>
            </p>
            {parts.map((part) => (
              <div className="part-line" key={part.kind + part.wording.en}>
                <span className="part-number">{number(part) > 0 && words.number(number(part))}</span>
                <PartDrawn part={part} shown={shown} reader={words.language} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </figure>
  )
}

const spoken = ({ speaks }: Place, reader: Language): Language => speaks.find((one) => one === reader) ?? speaks[0]

interface Drawn {
  readonly shown: Language
  readonly reader: Language
}

function PartDrawn({ part, ...languages }: { readonly part: Part } & Drawn) {
  const { kind, wording, under, value } = part
  const name = <Named wording={wording} {...languages} />
  return (
    <div className={`part drawn-${kind}`}>
      {under !== undefined && (
        <span className="part-under">
          <Named wording={under} {...languages} />
        </span>
      )}
      {kind === 'field' || kind === 'code' ? (
        <>
          <span className="part-name">{name}</span>
          <span className="part-value" dir="ltr">
            {value}
          </span>
        </>
      ) : (
        <span className="part-face">{name}</span>
      )}
    </div>
  )
}

/** As it stands on the page, and what that means where its reader does not know the language. */
function Named({ wording, shown, reader }: { readonly wording: Wording } & Drawn) {
  const [word, meaning] = [wording[shown], wording[reader]]
  return (
    <>
      <bdi lang={LANGUAGES[shown].locale}>{word}</bdi>
      {meaning !== word && (
        <small lang={LANGUAGES[reader].locale} dir={LANGUAGES[reader].dir}>
          {meaning}
        </small>
      )}
    </>
  )
}
