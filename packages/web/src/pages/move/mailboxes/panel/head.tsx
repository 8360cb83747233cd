import { type BodyOf, passes, people } from '@caravan/contract'
import { Button, CloseButton, Group, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import type { InMailbox, MailboxRow } from '../../../../api/mailboxes-queries.ts'
import { employeeQuery } from '../../../../api/people-queries.ts'
import { servicesQuery, wavesQuery } from '../../../../api/queries.ts'
import { useProgress } from '../../../../live/progress.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { Welcomed } from '../../people/welcomed.tsx'
import { PASS_KINDS } from '../bulk.tsx'
import { Bar, StateCell } from '../columns.tsx'
import { nameOf, octets } from '../looks.ts'
import menu from '../mailboxes.module.css'
import classes from '../panel.module.css'
import { RoleDialog } from '../role-dialog.tsx'
import { DECISIONS } from '../search.ts'
import { Notes } from './notes.tsx'
import { PasswordDialog } from './password.tsx'
import { Returned } from './returned.tsx'
import { useStep } from './use-step.ts'

interface HeadProps {
  readonly at: InMailbox
  readonly row: MailboxRow
  readonly mayDo: boolean
  readonly onShut: () => void
}

/** Who it is, how it stands, and what can be done with it. */
export function Head({ at, row, mayDo, onShut }: HeadProps) {
  const { t } = useWords()
  const { data: waves } = useQuery(wavesQuery(at))
  const wave = waves?.items.find(({ id }) => id === row.wave)
  const step = useStep<unknown>(at)
  return (
    <header className={classes.head}>
      <div className={classes.titleLine}>
        <h2>
          <bdi>{nameOf(row)}</bdi>
        </h2>
        <CloseButton className={classes.shut} onClick={onShut} aria-label={t('panel.shut')} />
      </div>
      <p className={classes.addresses}>
        <bdi>{row.sourceAddress}</bdi>
        {row.targetAddress !== null && (
          <>
            {' '}
            <span className={classes.arrow}>
              <Icon name="running" size={14} />
            </span>{' '}
            <bdi>{row.targetAddress}</bdi>
          </>
        )}
        {row.targetAddress === null && row.decision === 'move' && <span> · {t('panel.noTarget')}</span>}
      </p>
      <p className={classes.quiet}>
        {t(`mailboxes.decision.${row.decision}`)}
        {row.decidedBy !== null && <> · {t('panel.decidedBy', { name: row.decidedBy })}</>}
        {wave !== undefined && <> · {t('panel.inWave', { wave: wave.name })}</>}
      </p>
      {row.kind === 'role' && (row.problems.length === 0 || !mayDo) && (
        <p className={classes.quiet}>
          {row.ownerName === null && row.ownerEmail === null
            ? t('panel.noOwner')
            : t('panel.owner', { name: row.ownerName ?? row.ownerEmail ?? '' })}
        </p>
      )}
      {row.notes !== '' && <Notes text={row.notes} />}
      <Standing row={row} />
      <Greeted at={at} row={row} />
      <Returned />
      {step.error !== null && <ProblemBox error={step.error} />}
      {mayDo && <Buttons at={at} row={row} step={step} />}
    </header>
  )
}

/** Whether its employee has opened the new mailbox, where the move lays welcome letters. */
function Greeted({ at, row }: Pick<HeadProps, 'at' | 'row'>) {
  const { data } = useQuery({ ...employeeQuery(at, row.sourceAddress), enabled: row.decision === 'move' })
  const welcome = data?.items.find(({ mailbox }) => mailbox === row.id)?.welcome ?? null
  if (welcome === null) return null
  return (
    <div>
      <Welcomed welcome={welcome} />
    </div>
  )
}

function Standing({ row }: { readonly row: MailboxRow }) {
  const { t, number, language } = useWords()
  const running = useProgress(row.id)
  const [done, of] =
    running !== undefined && running.ofMessages > 0 ? [running.messages, running.ofMessages] : [row.done, row.messages]
  return (
    <div className={classes.standing}>
      <StateCell row={row} />
      <Bar row={row} />
      {done !== null && of !== null && (
        <span className={classes.quiet}>
          {running?.step === 'verify-begins'
            ? t('panel.verifying', { done: number(done), of: number(of) })
            : t('panel.messages', { done: number(done), of: number(of) })}
          {row.bytes !== null && ` · ${octets(row.bytes, language)}`}
        </span>
      )}
    </div>
  )
}

interface ButtonProps {
  readonly at: InMailbox
  readonly row: MailboxRow
  readonly step: ReturnType<typeof useStep<unknown>>
}

/** Of a person or of a task: what was not recognised is said here. */
function KindButton({ at, row, step }: ButtonProps) {
  const { t } = useWords()
  const [asked, setAsked] = useState(false)
  const change = (body: BodyOf<typeof people.changeMailbox>) =>
    step.mutate(() => client.call(people.changeMailbox, { params: at, body }), { onSuccess: () => setAsked(false) })
  if (row.kind === 'role')
    return (
      <Button variant="default" size="sm" onClick={() => change({ kind: 'person' })}>
        {t('mailboxes.role.person')}
      </Button>
    )
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setAsked(true)}>
        {t('mailboxes.role.role')}
      </Button>
      {asked && (
        <RoleDialog
          at={at}
          question={t('mailboxes.role.ask', { address: row.sourceAddress })}
          busy={step.isPending}
          onYes={(owner) => change({ kind: 'role', ...owner })}
          onNo={() => setAsked(false)}
        >
          {step.error !== null && <ProblemBox error={step.error} />}
        </RoleDialog>
      )}
    </>
  )
}

/** Where a mailbox is to be copied, each has a password of its own, and this one's is not there yet. */
function GivePassword({ at, row }: Pick<ButtonProps, 'at' | 'row'>) {
  const { t } = useWords()
  const [asked, setAsked] = useState(false)
  const { data } = useQuery(servicesQuery(at))
  const own = data?.items.find(({ id }) => id === row.sourceService)
  const copies = row.decision !== 'stay' && row.decision !== 'leave-behind'
  const agrees = own?.oauth?.way === 'consent'
  const needed = copies && (own?.auth === 'password' || agrees) && !row.hasSourceCredential
  if (!needed && !asked) return null
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setAsked(true)}>
        {t(agrees ? 'remedy.consent' : 'remedy.password')}
      </Button>
      {asked && <PasswordDialog at={at} side="source" onShut={() => setAsked(false)} />}
    </>
  )
}

function Buttons({ at, row, step }: ButtonProps) {
  const { t } = useWords()
  const open = row.state === 'copying' || row.state === 'queued'
  const copies = row.decision === 'move' || row.decision === 'archive-only'
  return (
    <Group gap="sm">
      <Menu>
        <Menu.Target>
          <Button
            size="sm"
            disabled={open || row.decision === 'stay' || row.decision === 'leave-behind'}
            loading={step.isPending}
            rightSection={<Icon name="down" />}
          >
            {t('panel.run')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PASS_KINDS.filter((kind) => copies || kind === 'trial').map((kind) => (
            <Menu.Item
              key={kind}
              onClick={() => step.mutate(() => client.call(passes.askPass, { params: at, body: { kind } }))}
            >
              {t(`pass.${kind}`)}
              <span className={menu.menuNote}>{t(`pass.note.${kind}`)}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        size="sm"
        onClick={() =>
          step.mutate(() =>
            client.call(row.pausedAt === null ? passes.pauseMailbox : passes.resumeMailbox, { params: at }),
          )
        }
      >
        {row.pausedAt === null ? t('mailboxes.pause') : t('mailboxes.resume')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button variant="default" size="sm" rightSection={<Icon name="down" />}>
            {t('mailboxes.decide')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {DECISIONS.map((decision) => (
            <Menu.Item
              key={decision}
              disabled={decision === row.decision}
              onClick={() => step.mutate(() => client.call(people.changeMailbox, { params: at, body: { decision } }))}
            >
              {t(`mailboxes.decision.${decision}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {row.trouble === null && <GivePassword at={at} row={row} />}
      <KindButton at={at} row={row} step={step} />
    </Group>
  )
}
