import { type BodyOf, passes } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import type { InMailbox, MailboxRow } from '../../../../api/mailboxes-queries.ts'
import { servicesQuery } from '../../../../api/queries.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords, type Words } from '../../../../words/use-words.ts'
import { kindAgain } from '../../again.ts'
import { OtherWays, useOtherWay } from '../../other-way.tsx'
import { PageButton } from '../../overview/page-button.tsx'
import { refusing } from '../../refusing.ts'
import { Confirm } from '../confirm.tsx'
import { nameOf } from '../looks.ts'
import classes from '../panel.module.css'
import { InviteDialog } from './invite.tsx'
import { MasterDialog } from './master.tsx'
import { PasswordDialog } from './password.tsx'
import { useStep } from './use-step.ts'

type Trouble = NonNullable<MailboxRow['trouble']>
type Options = Partial<BodyOf<typeof passes.askPass>['options']>

const SIGN_IN: ReadonlySet<string | null> = new Set([
  'sign-in-refused',
  'sign-in-expired',
  'sign-in-unsupported',
  'credential-missing',
  'consent-ended',
  'token-refused',
])

/** What somebody has to decide about before another try. */
const DECIDED: ReadonlySet<string | null> = new Set(['source-shrunken', 'target-shrunken'])

interface TroubleProps {
  readonly at: InMailbox
  readonly row: MailboxRow
  readonly trouble: Trouble
  readonly mayDo: boolean
}

/** What is wrong in plain words, the server's own words folded, and the buttons that put it right. */
export function TroubleBox({ at, row, trouble, mayDo }: TroubleProps) {
  const words = useWords()
  const { t, moment, maybe, language } = words
  const said = [trouble.message, trouble.serverReply, trouble.remedy].filter((text) => text !== null && text !== '')
  const title =
    maybe(`trouble.${trouble.code ?? ''}.title`) ?? causeText(trouble, row, words, 'title') ?? trouble.message
  const text = maybe(`trouble.${trouble.code ?? ''}.text`) ?? causeText(trouble, row, words, 'text') ?? trouble.remedy
  return (
    <section className={classes.trouble} aria-label={t('panel.wrong')}>
      <div className={classes.troubleTitle}>
        <Icon name="stop" size={18} />
        <strong>{title}</strong>
      </div>
      <p>{text}</p>
      {trouble.since !== null && <p className={classes.quiet}>{t('panel.since', { when: moment(trouble.since) })}</p>}
      {mayDo && <Remedies at={at} row={row} trouble={trouble} />}
      <details className={classes.folded}>
        <summary>{t('problem.serverSaid')}</summary>
        {said.map((line) => (
          <p key={line} dir={language === 'fa' ? 'auto' : undefined}>
            {line}
          </p>
        ))}
      </details>
    </section>
  )
}

const causeText = ({ cause }: Trouble, row: MailboxRow, { maybe }: Words, part: 'title' | 'text') =>
  maybe(`cause.${cause ?? 'pass-fails'}.${part}`, { address: nameOf(row) })

function Remedies({ at, row, trouble }: Omit<TroubleProps, 'mayDo'>) {
  const { t } = useWords()
  const [dialog, setDialog] = useState<'invite' | 'password' | 'master' | 'less' | 'copy-again' | 'leave'>()
  const { data: services } = useQuery(servicesQuery(at))
  const shut = () => setDialog(undefined)
  const step = useStep<unknown>(at, shut)
  const otherWay = useOtherWay(at, row.id)
  const kind = kindAgain(row)
  const again = (options?: Options) =>
    step.mutate(() => client.call(passes.askPass, { params: at, body: { kind, ...(options && { options }) } }))
  const refusedBy = refusing(services?.items ?? [], row, trouble.message)
  const signIn = SIGN_IN.has(trouble.code)
  const side = refusedBy?.side ?? 'source'
  return (
    <>
      {step.error !== null && dialog === undefined && <ProblemBox error={step.error} />}
      {otherWay.error !== null && <ProblemBox error={otherWay.error} />}
      <div className={classes.remedies}>
        {signIn && side === 'source' && (
          <Button size="sm" onClick={() => setDialog('invite')}>
            {t('remedy.invite')}
          </Button>
        )}
        {signIn && (
          <Button size="sm" variant={side === 'source' ? 'default' : 'filled'} onClick={() => setDialog('password')}>
            {t(refusedBy?.oauth?.way === 'consent' ? 'remedy.consent' : 'remedy.password')}
          </Button>
        )}
        {signIn && side === 'source' && <OtherWays at={at} sourceService={row.sourceService} change={otherWay} />}
        {signIn && refusedBy !== undefined && (
          <Button size="sm" variant="default" onClick={() => setDialog('master')}>
            {t('remedy.master')}
          </Button>
        )}
        {trouble.code === 'source-shrunken' && (
          <Button size="sm" onClick={() => setDialog('less')}>
            {t('remedy.less')}
          </Button>
        )}
        {trouble.code === 'target-shrunken' && (
          <>
            <Button size="sm" onClick={() => setDialog('copy-again')}>
              {t('remedy.copy-again')}
            </Button>
            <Button size="sm" variant="default" onClick={() => setDialog('leave')}>
              {t('remedy.leave')}
            </Button>
          </>
        )}
        {trouble.code === 'administrator-refused' && (
          <PageButton at={at} page="setup/sign-in" words="need.mendSignIn" variant="filled" />
        )}
        {!signIn && trouble.code !== 'administrator-refused' && (
          <Button
            size="sm"
            variant={DECIDED.has(trouble.code) ? 'default' : 'filled'}
            loading={step.isPending}
            onClick={() => again()}
          >
            {t('remedy.again')}
          </Button>
        )}
      </div>
      {dialog === 'invite' && <InviteDialog at={at} onShut={shut} />}
      {dialog === 'password' && <PasswordDialog at={at} side={side} onShut={shut} />}
      {dialog === 'master' && refusedBy !== undefined && (
        <MasterDialog at={at} service={refusedBy} kind={kind} onShut={shut} />
      )}
      {(dialog === 'less' || dialog === 'copy-again' || dialog === 'leave') && (
        <Confirm
          question={t(`remedy.${dialog}`)}
          text={t(`remedy.${dialog}Text`)}
          busy={step.isPending}
          onNo={shut}
          onYes={() => again(dialog === 'less' ? { acceptShrunkenSource: true } : { acceptRemoved: dialog })}
        >
          {step.error !== null && <ProblemBox error={step.error} />}
        </Confirm>
      )}
    </>
  )
}
