import { useQuery } from '@tanstack/react-query'
import type { Service } from '../../../api/setup-queries.ts'
import { useWords } from '../../../words/use-words.ts'
import type { Language } from '../../../words/words.ts'
import classes from './setup.module.css'

type StepWords = Readonly<Record<string, string>>

/** The words of the employees' own pages, fetched when somebody looks; in English the server's stand. */
const WORDS: Readonly<Record<Language, () => Promise<StepWords>>> = {
  en: async () => ({}),
  ru: async () => (await import('../../../employee/words/steps/ru.ts')).steps,
  fa: async () => (await import('../../../employee/words/steps/fa.ts')).steps,
  zh: async () => (await import('../../../employee/words/steps/zh.ts')).steps,
}

/** What an employee is asked to do at the old service, as their page will say it. */
export function EmployeeSteps({ signIn: { steps } }: { readonly signIn: Service['signIn'] }) {
  const { t, language } = useWords()
  const { data: words } = useQuery({
    queryKey: ['step-words', language],
    queryFn: WORDS[language],
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (words === undefined) return null
  return (
    <details className={classes.folded}>
      <summary>{t('setupSignIn.theirSteps')}</summary>
      <ol>
        {steps.map(({ key, text }) => (
          <li key={key}>{words[key] ?? text}</li>
        ))}
      </ol>
    </details>
  )
}
