import { useId } from 'react'
import { useWords } from '../../../words/use-words.ts'
import pages from '../../pages.module.css'

export type Way = 'employees' | 'table' | 'master' | 'agree' | 'delegated'

interface Props {
  readonly ways: readonly Way[]
  readonly way: Way | null
  readonly choose: (way: Way) => void
  readonly label: string
}

/** Who gives the passwords of the mailboxes. */
export function WayChoice({ ways, way, choose, label }: Props) {
  const { t } = useWords()
  const id = useId()
  return (
    <div role="radiogroup" aria-label={label} className={pages.choices}>
      {ways.map((one) => (
        <label key={one} className={pages.choice}>
          <input type="radio" name={id} value={one} checked={way === one} onChange={() => choose(one)} />
          <span>
            <strong>{t(`setupSignIn.${one}.name`)}</strong>
            <span>{t(`setupSignIn.${one}.text`)}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
