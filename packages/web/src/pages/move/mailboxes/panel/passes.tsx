import { passes } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../../../api/client.ts'
import { type InMailbox, mailboxPassesQuery, type Pass } from '../../../../api/mailboxes-queries.ts'
import type { IconName } from '../../../../parts/icon.tsx'
import { Pill, type Tone } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords, type Words } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'
import { ComparisonResult } from './comparison.tsx'
import { Section } from './section.tsx'
import { useStep } from './use-step.ts'

const ENDS: Readonly<Record<string, { tone: Tone; icon: IconName }>> = {
  green: { tone: 'ok', icon: 'check' },
  exceptions: { tone: 'warning', icon: 'alert' },
  mismatch: { tone: 'bad', icon: 'stop' },
  undecided: { tone: 'warning', icon: 'alert' },
  interrupted: { tone: 'bad', icon: 'stop' },
}
const UNDER_WAY: Readonly<Record<string, { tone: Tone; icon: IconName }>> = {
  queued: { tone: 'idle', icon: 'clock' },
  running: { tone: 'going', icon: 'running' },
  cancelled: { tone: 'idle', icon: 'minus' },
}

function outcome({ state, status }: Pass, { maybe }: Words) {
  const key = state === 'ended' ? (status ?? 'interrupted') : state
  const look = (state === 'ended' ? ENDS[key] : UNDER_WAY[key]) ?? { tone: 'idle' as const, icon: 'dot' as const }
  return { ...look, word: maybe(`pass.outcome.${key}`) ?? key }
}

/** The runs over this mailbox, the latest first. */
export function Passes({ at, mayDo }: { readonly at: InMailbox; readonly mayDo: boolean }) {
  const words = useWords()
  const { t, moment, maybe } = words
  const query = useQuery(mailboxPassesQuery(at))
  const step = useStep<unknown>(at)
  return (
    <Section title={t('panel.passes')} query={query}>
      {({ items }) => (
        <>
          {items.length === 0 && <p className={classes.quiet}>{t('panel.passesNone')}</p>}
          {step.error !== null && <ProblemBox error={step.error} />}
          <ul className={classes.lines}>
            {items.map((pass) => {
              const { tone, icon, word } = outcome(pass, words)
              const open = pass.state === 'queued' || pass.state === 'running'
              return (
                <li key={pass.id}>
                  <span>
                    {maybe(`pass.${pass.kind}`) ?? pass.kind}
                    <span className={classes.note}>{moment(pass.startedAt ?? pass.requestedAt)}</span>
                    {pass.kind === 'verify' && pass.state === 'ended' && pass.error === null && (
                      <ComparisonResult at={at} pass={pass.id} />
                    )}
                    {pass.error?.serverReply && (
                      <details className={classes.folded}>
                        <summary>{t('problem.serverSaid')}</summary>
                        <p dir="auto">{pass.error.serverReply}</p>
                      </details>
                    )}
                  </span>
                  <span className={classes.end}>
                    <Pill tone={tone} icon={icon}>
                      {word}
                    </Pill>
                    {open && mayDo && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        loading={step.isPending}
                        onClick={() =>
                          step.mutate(() =>
                            client.call(passes.cancelPass, {
                              params: { organisation: at.organisation, move: at.move, pass: pass.id },
                            }),
                          )
                        }
                      >
                        {t('panel.cancel')}
                      </Button>
                    )}
                  </span>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Section>
  )
}
