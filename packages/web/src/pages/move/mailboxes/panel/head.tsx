import { passes, people } from '@caravan/contract'
import { Button, CloseButton, Group, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../../../api/client.ts'
import { type InMailbox, type MailboxRow, wavesQuery } from '../../../../api/mailboxes-queries.ts'
import { useProgress } from '../../../../live/progress.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { PASS_KINDS } from '../bulk.tsx'
import { Bar, StateCell } from '../columns.tsx'
import { nameOf, octets } from '../looks.ts'
import menu from '../mailboxes.module.css'
import classes from '../panel.module.css'
import { DECISIONS } from '../search.ts'
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
      {row.kind === 'role' && (
        <p className={classes.quiet}>
          {row.ownerName === null && row.ownerEmail === null
            ? t('panel.noOwner')
            : t('panel.owner', { name: row.ownerName ?? row.ownerEmail ?? '' })}
        </p>
      )}
      <Standing row={row} />
      {step.error !== null && <ProblemBox error={step.error} />}
      {mayDo && <Buttons at={at} row={row} step={step} />}
    </header>
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

function Buttons(props: {
  readonly at: InMailbox
  readonly row: MailboxRow
  readonly step: ReturnType<typeof useStep<unknown>>
}) {
  const { at, row, step } = props
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
    </Group>
  )
}
