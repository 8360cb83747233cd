import { useWords } from '../../../../words/use-words.ts'
import classes from '../setup.module.css'
import type { Line, Refused } from './table.ts'

/** Lines that are shown; who pasted a wrong list altogether sees it by these. */
const SHOWN = 20

/** Which lines lack something. */
export function ShortLines({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useWords()
  return (
    <ul className={classes.plain}>
      {lines.slice(0, SHOWN).map(({ line, begins }) => (
        <li key={line}>
          {t('hurry.will.line', { line })} <bdi dir="ltr">{begins}</bdi>
        </li>
      ))}
    </ul>
  )
}

/** Which lines the server does not take, why, and what to do about each. */
export function RefusedLines({ lines }: { readonly lines: readonly Refused[] }) {
  const { t, maybe, language } = useWords()
  return (
    <ul className={classes.plain}>
      {lines.slice(0, SHOWN).map(({ line, begins, problem: { code, message, remedy, otherRow } }, index) => {
        // In English the server says it more exactly.
        const own = (part: 'text' | 'remedy') =>
          language === 'en' ? undefined : maybe(`importing.problem.${code}.${part}`, { row: otherRow ?? 0 })
        return (
          <li key={`${line} ${code} ${index}`}>
            {t('hurry.will.line', { line })} <bdi dir="ltr">{begins}</bdi> – {own('text') ?? message}{' '}
            {own('remedy') ?? remedy}
          </li>
        )
      })}
    </ul>
  )
}
