import { useId } from 'react'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'

const KINDS = ['same-domain', 'new-addresses', 'first-company-mail'] as const
export type Kind = (typeof KINDS)[number]

/** What happens to the addresses. */
export function KindChoice({ kind, choose }: { readonly kind: Kind; readonly choose: (kind: Kind) => void }) {
  const { t } = useWords()
  const id = useId()
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <h3 id={id}>{t('newMove.kind')}</h3>
      <div className={pages.choices}>
        {KINDS.map((one) => (
          <label key={one} className={pages.choice}>
            <input type="radio" name={id} value={one} checked={kind === one} onChange={() => choose(one)} />
            <span>
              <strong>{t(`kind.${one}.name`)}</strong>
              <span>{t(`kind.${one}.text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}
