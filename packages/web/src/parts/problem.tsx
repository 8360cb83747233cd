import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { faultOf } from '../api/client.ts'
import { useWords } from '../words/use-words.ts'
import { useFieldList } from './field-errors.ts'
import { Icon } from './icon.tsx'
import classes from './parts.module.css'

interface Said {
  readonly title: string
  readonly remedy: string
  /** What is folded: the words of who refused, and where. */
  readonly original: readonly string[]
}

/**
 * Where the server speaks to whoever starts it, of URLs, options and the environment: here the words of the console
 * stand in English as well, and the server's are folded.
 */
const IN_OUR_WORDS: ReadonlySet<string> = new Set([
  ...['tls-failed', 'starttls-unavailable', 'sign-in-unsupported', 'sign-in-later', 'connect-timeout'],
  ...['connection-lost', 'response-timeout', 'protocol-error', 'host-refused', 'no-sender', 'request-invalid'],
])

/** A fault in the language of the page. In English the server's own words stand, but for those of `IN_OUR_WORDS`. */
function useSaid(error: unknown): Said {
  const { t, maybe, language } = useWords()
  const fault = faultOf(error)
  if (fault.kind !== 'refused')
    return {
      title: t(`problem.${fault.kind}.title`),
      remedy: t(`problem.${fault.kind}.remedy`),
      original: [`${fault.error.name}: ${fault.error.message}`],
    }
  const { title, remedy, code, status, serverReply, fields = [] } = fault.problem
  const own = language !== 'en' || IN_OUR_WORDS.has(code)
  const said = (part: 'title' | 'remedy') => (own ? maybe(`refusal.${code}.${part}`) : undefined)
  return {
    title: said('title') ?? title,
    remedy: said('remedy') ?? remedy,
    original: [
      ...(serverReply === undefined ? [] : [serverReply]),
      ...(own ? [title, remedy] : []),
      ...fields.map(({ path, message }) => `${path}: ${message}`),
      `${status} ${code}`,
    ],
  }
}

/** What happened and what to do, at the place where it happened. */
export function Trouble(props: { readonly title: string; readonly remedy: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.problem} role="alert">
      <div className={classes.problemTitle}>
        <Icon name="stop" size={18} />
        <strong>{props.title}</strong>
      </div>
      <p>{props.remedy}</p>
      {props.children}
    </div>
  )
}

/** What happened, what to do, the button that does it, and folded the server's own words. */
export function ProblemBox({ error, again }: { readonly error: unknown; readonly again?: (() => void) | undefined }) {
  const { t } = useWords()
  const { title, remedy, original } = useSaid(error)
  const fields = useFieldList(error)
  return (
    <Trouble title={title} remedy={remedy}>
      {fields.length > 0 && (
        <ul className={classes.fieldList}>
          {fields.map((field) => (
            <li key={field}>{field}</li>
          ))}
        </ul>
      )}
      {again !== undefined && (
        <Group mt="sm">
          <Button variant="default" size="sm" onClick={again}>
            {t('problem.again')}
          </Button>
        </Group>
      )}
      <details className={classes.folded}>
        <summary>{t('problem.serverSaid')}</summary>
        <bdi>
          {original.map((line) => (
            <code key={line} dir="auto">
              {line}
            </code>
          ))}
        </bdi>
      </details>
    </Trouble>
  )
}

/** Instead of a page that cannot be shown. */
export function ProblemPage({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const { t } = useWords()
  const unexpected = faultOf(error).kind === 'unexpected'
  return (
    <div className={classes.problemPage}>
      <ProblemBox error={error} again={unexpected ? undefined : reset} />
      {unexpected && (
        <Button variant="default" mt="md" onClick={() => location.reload()}>
          {t('problem.reload')}
        </Button>
      )}
    </div>
  )
}
