import { type BodyOf, passes, people } from '@caravan/contract'
import { Button, CloseButton, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InMove } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Wave } from './columns.tsx'
import { Confirm } from './confirm.tsx'
import { PassWithDeletions } from './deletions.tsx'
import classes from './mailboxes.module.css'
import { RoleDialog } from './role-dialog.tsx'
import { DECISIONS } from './search.ts'
import type { Selection } from './selection.ts'

export const PASS_KINDS = ['trial', 'first', 'delta', 'final', 'verify'] as const
export type PassKind = (typeof PASS_KINDS)[number]

/** Passes over whole mailboxes that have been copied: what has gone since is known. */
const DELETING: ReadonlySet<PassKind> = new Set<PassKind>(['delta', 'final'])

type Step =
  | { readonly do: 'change'; readonly set: BodyOf<typeof people.changeMailboxes>['set'] }
  | { readonly do: 'pass'; readonly kind: PassKind; readonly deletes?: boolean }

interface BulkProps {
  readonly at: InMove
  readonly selection: Selection
  readonly total: number
  readonly waves: readonly Wave[]
  readonly mayDo: boolean
  readonly onDone: (said: string) => void
}

/** What can be done with all that is ticked, shown with the number that it is done to. */
export function BulkBar({ at, selection, total, waves, mayDo, onDone }: BulkProps) {
  const { t, number } = useWords()
  const [asked, setAsked] = useState<Step & { readonly question: string }>()
  const [marking, setMarking] = useState(false)
  const { count, which } = selection
  const step = useMutation({
    mutationFn: async (one: Step): Promise<string> => {
      if (one.do === 'pass') {
        const { requested, open, notReady } = await client.call(passes.askPassesOfMailboxes, {
          params: at,
          body: { which, kind: one.kind, ...(one.deletes === true && { options: { deleteGone: 'share' as const } }) },
        })
        return t('mailboxes.passesAsked', { count: requested, open, notReady })
      }
      const { changed } = await client.call(people.changeMailboxes, { params: at, body: { which, set: one.set } })
      return t('mailboxes.changed', { count: changed })
    },
    onSuccess: (said) => {
      setAsked(undefined)
      setMarking(false)
      onDone(said)
    },
  })
  const change = (set: BodyOf<typeof people.changeMailboxes>['set'], question: string) =>
    setAsked({ do: 'change', set, question })
  return (
    <div className={classes.bulk} role="region" aria-label={t('mailboxes.selected', { count })}>
      <strong>{t('mailboxes.selected', { count })}</strong>
      {!selection.all && count < total && (
        <Button variant="subtle" size="xs" onClick={selection.takeAll}>
          {t('mailboxes.takeAll', { total: number(total) })}
        </Button>
      )}
      {mayDo && (
        <>
          <Choice name={t('mailboxes.decide')}>
            {DECISIONS.map((decision) => {
              const label = t(`mailboxes.decision.${decision}`)
              return (
                <Menu.Item
                  key={decision}
                  onClick={() => change({ decision }, t('mailboxes.ask.decide', { count, decision: label }))}
                >
                  {label}
                </Menu.Item>
              )
            })}
          </Choice>
          {waves.length > 0 && (
            <Choice name={t('mailboxes.toWave')}>
              {waves.map(({ id, name }) => (
                <Menu.Item
                  key={id}
                  onClick={() => change({ wave: id }, t('mailboxes.ask.wave', { count, wave: name }))}
                >
                  <bdi>{name}</bdi>
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item onClick={() => change({ wave: null }, t('mailboxes.ask.noWave', { count }))}>
                {t('mailboxes.noWave')}
              </Menu.Item>
            </Choice>
          )}
          <Choice name={t('mailboxes.role.name')}>
            <Menu.Item onClick={() => setMarking(true)}>{t('mailboxes.role.role')}</Menu.Item>
            <Menu.Item onClick={() => change({ kind: 'person' }, t('mailboxes.ask.person', { count }))}>
              {t('mailboxes.role.person')}
            </Menu.Item>
          </Choice>
          <Choice name={t('mailboxes.startPass')}>
            {PASS_KINDS.map((kind) => (
              <Menu.Item
                key={kind}
                onClick={() => setAsked({ do: 'pass', kind, question: t(`mailboxes.ask.${kind}`, { count }) })}
              >
                {t(`pass.${kind}`)}
                <span className={classes.menuNote}>{t(`pass.note.${kind}`)}</span>
              </Menu.Item>
            ))}
          </Choice>
          <Button
            variant="default"
            size="xs"
            onClick={() => change({ paused: true }, t('mailboxes.ask.pause', { count }))}
          >
            {t('mailboxes.pause')}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => change({ paused: false }, t('mailboxes.ask.resume', { count }))}
          >
            {t('mailboxes.resume')}
          </Button>
        </>
      )}
      <CloseButton className={classes.bulkEnd} aria-label={t('mailboxes.unselect')} onClick={selection.clear} />
      {marking && (
        <RoleDialog
          at={at}
          question={t('mailboxes.ask.role', { count })}
          busy={step.isPending}
          onYes={(owner) => step.mutate({ do: 'change', set: { kind: 'role', ...owner } })}
          onNo={() => setMarking(false)}
        >
          {step.error !== null && <ProblemBox error={step.error} />}
        </RoleDialog>
      )}
      {asked?.do === 'pass' && DELETING.has(asked.kind) && (
        <PassWithDeletions
          question={asked.question}
          count={count}
          busy={step.isPending}
          onYes={(deletes) => step.mutate({ ...asked, deletes })}
          onNo={() => setAsked(undefined)}
        >
          {step.error !== null && <ProblemBox error={step.error} />}
        </PassWithDeletions>
      )}
      {asked !== undefined && !(asked.do === 'pass' && DELETING.has(asked.kind)) && (
        <Confirm
          question={asked.question}
          busy={step.isPending}
          onYes={() => step.mutate(asked)}
          onNo={() => setAsked(undefined)}
        >
          {step.error !== null && <ProblemBox error={step.error} />}
        </Confirm>
      )}
    </div>
  )
}

function Choice({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" rightSection={<Icon name="down" size={14} />}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
