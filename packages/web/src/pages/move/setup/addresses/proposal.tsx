import { type AnswerOf, people } from '@caravan/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../../api/client.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Pill } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'

type Proposed = AnswerOf<typeof people.proposeAddresses>

interface Props {
  readonly at: InMove
  readonly proposal: Proposed
  readonly applying: boolean
  readonly onApply: (digest: string) => void
  /** An address was given by hand: the rule has to be looked at anew. */
  readonly onChanged: () => void
}

/** What a rule would give: who would share an address first, then who gets none, then the rest. */
export function Proposal({ at, proposal, applying, onApply, onChanged }: Props) {
  const { t } = useWords()
  const { digest, madeCount, unmadeCount, collisionCount, made, unmade, collisions } = proposal
  return (
    <div className={classes.proposal}>
      <p className={classes.sentence} role="status">
        <strong>{t('addresses.new.made', { count: madeCount })}</strong>{' '}
        {collisionCount > 0 && t('addresses.new.collisions', { count: collisionCount })}{' '}
        {unmadeCount > 0 && t('addresses.new.unmade', { count: unmadeCount })}
      </p>
      {collisions.map(({ address, taken, mailboxes }) => (
        <section key={address} className={classes.collision}>
          <h3>
            <Pill tone="warning" icon="alert">
              {t(taken ? 'addresses.new.taken' : 'addresses.new.shared')}
            </Pill>{' '}
            <bdi dir="ltr">{address}</bdi>
          </h3>
          <ul className={classes.lines}>
            {mailboxes.map((one) => (
              <Rival
                key={one.mailbox}
                at={at}
                rival={one}
                address={taken ? undefined : address}
                onChanged={onChanged}
              />
            ))}
          </ul>
        </section>
      ))}
      {unmade.length > 0 && (
        <ul className={classes.lines} aria-label={t('addresses.new.unmade', { count: unmadeCount })}>
          {unmade.map(({ mailbox, sourceAddress, why, detail }) => (
            <li key={mailbox}>
              <bdi dir="ltr">{sourceAddress}</bdi>
              <span className={classes.quiet}>
                <Why why={why} /> <bdi dir="ltr">{detail}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
      {made.length > 0 && (
        <ul className={classes.made} aria-label={t('addresses.new.made', { count: madeCount })} tabIndex={0}>
          {made.map(({ mailbox, sourceAddress, address, sure }) => (
            <li key={mailbox}>
              <bdi dir="ltr">{sourceAddress}</bdi>
              <span>
                {!sure && (
                  <Pill tone="warning" icon="alert">
                    {t('addresses.new.unsure')}
                  </Pill>
                )}{' '}
                <bdi dir="ltr">{address}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
      {madeCount > made.length && (
        <p className={classes.quiet}>{t('addresses.new.more', { count: madeCount - made.length })}</p>
      )}
      {madeCount > 0 && (
        <div>
          <Button loading={applying} onClick={() => onApply(digest)}>
            {t('addresses.new.apply', { count: madeCount })}
          </Button>
        </div>
      )}
    </div>
  )
}

function Why({ why }: { readonly why: string }) {
  const { maybe } = useWords()
  return <>{maybe(`addresses.why.${why}`) ?? why}</>
}

/** One of those who would share an address: takes it, or another that is free. */
function Rival(props: {
  readonly at: InMove
  readonly rival: Proposed['collisions'][number]['mailboxes'][number]
  /** Undefined: somebody else has it. */
  readonly address: string | undefined
  readonly onChanged: () => void
}) {
  const { t } = useWords()
  const { at, rival, address, onChanged } = props
  const queries = useQueryClient()
  const { mailbox, sourceAddress, proposals } = rival
  const give = useMutation({
    mutationFn: (targetAddress: string) =>
      client.call(people.changeMailbox, { params: { ...at, mailbox }, body: { targetAddress } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: moveKey(at) })
      onChanged()
    },
  })
  const offered = [...new Set([...(address === undefined ? [] : [address]), ...proposals])]
  return (
    <li>
      <bdi dir="ltr">{sourceAddress}</bdi>
      <NativeSelect
        aria-label={t('addresses.new.choose', { address: sourceAddress })}
        value=""
        dir="ltr"
        disabled={give.isPending}
        data={[{ value: '', label: t('addresses.new.chooseOne') }, ...offered]}
        onChange={({ currentTarget: { value } }) => value !== '' && give.mutate(value)}
      />
      {give.error !== null && <ProblemBox error={give.error} />}
    </li>
  )
}
