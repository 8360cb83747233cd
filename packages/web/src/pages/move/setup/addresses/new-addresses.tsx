import { type AnswerOf, type moves, people } from '@caravan/contract'
import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'
import { Proposal } from './proposal.tsx'

export type AddressCount = AnswerOf<typeof people.countAddresses>
type Move = AnswerOf<typeof moves.readMove>

/** What stands before the @ in the rules that are offered. */
const PATTERNS = ['{local}', '{first}.{last}', '{f}.{last}', '{first}', '{first}{l}', '{last}'] as const
const SPELLINGS = ['common', 'icao'] as const

/** Of the own domains the one that no old address has. */
const newDomain = ({ ownDomains }: Move, { sourceDomains }: AddressCount): string | undefined =>
  ownDomains.find((domain) => !sourceDomains.includes(domain)) ?? ownDomains[0]

interface Props {
  readonly at: InMove
  readonly move: Move
  readonly count: AddressCount
  readonly mayWrite: boolean
}

/** Gives new addresses by a rule, after a look at what it would give. */
export function NewAddresses({ at, move, count, mayWrite }: Props) {
  const { t } = useWords()
  const queries = useQueryClient()
  const stays = move.kind === 'same-domain'
  const domain = stays ? '{domain}' : (newDomain(move, count) ?? 'new.example')
  const [rule, setRule] = useState(`${stays ? '{local}' : '{first}.{last}'}@${domain}`)
  const [spelling, setSpelling] = useState<(typeof SPELLINGS)[number]>('common')
  const [again, setAgain] = useState(false)
  const asked = { rule, spelling, again }
  const propose = useMutation({
    mutationFn: (by: typeof asked) => client.call(people.proposeAddresses, { params: at, body: by }),
  })
  const apply = useMutation({
    mutationFn: ({ by, digest }: { readonly by: typeof asked; readonly digest: string }) =>
      client.call(people.applyAddresses, { params: at, body: { ...by, digest } }),
    onSuccess: () => propose.reset(),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const change = (set: () => void) => {
    set()
    propose.reset()
    apply.reset()
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    apply.reset()
    propose.mutate(asked)
  }
  // Where all addresses stay nobody thinks of rules: one button, unless two mailboxes would share an address.
  const stay = useMutation({
    mutationFn: async () => {
      const by = { rule: '{local}@{domain}', spelling, again: false }
      const given = await client.call(people.proposeAddresses, { params: at, body: by })
      const body = { ...by, digest: given.digest }
      return client.call(people.applyAddresses, { params: at, body })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  return (
    <Card title={t('addresses.part.new')}>
      <p className={classes.lead}>
        {count.withoutTarget === 0
          ? t('addresses.new.allGiven', { count: count.mailboxes })
          : t('addresses.new.without', { count: count.withoutTarget })}{' '}
        {stays && count.withoutTarget > 0 && t('addresses.new.stays')}
      </p>
      {mayWrite && stays && count.withoutTarget > 0 && (
        <div>
          {stay.error !== null && <ProblemBox error={stay.error} />}
          <Button size="md" loading={stay.isPending} onClick={() => stay.mutate()}>
            {t('addresses.new.keepAll', { count: count.withoutTarget })}
          </Button>
        </div>
      )}
      {mayWrite && (
        <Folded folded={stays || count.withoutTarget === 0}>
          <form className={classes.form} onSubmit={submit}>
            <div className={classes.fields}>
              <NativeSelect
                label={t('addresses.new.pattern')}
                value={PATTERNS.find((pattern) => rule.startsWith(`${pattern}@`)) ?? ''}
                data={[
                  ...PATTERNS.map((value) => ({ value, label: t(`addresses.pattern.${value}`) })),
                  { value: '', label: t('addresses.pattern.own') },
                ]}
                onChange={({ currentTarget: { value } }) =>
                  change(() => value !== '' && setRule(`${value}@${rule.split('@').at(-1) ?? domain}`))
                }
              />
              <TextInput
                label={t('addresses.new.rule')}
                dir="ltr"
                value={rule}
                maxLength={300}
                required
                withAsterisk={false}
                onChange={({ currentTarget: { value } }) => change(() => setRule(value))}
              />
              <NativeSelect
                label={t('addresses.new.spelling')}
                value={spelling}
                data={SPELLINGS.map((value) => ({ value, label: t(`addresses.spelling.${value}`) }))}
                onChange={({ currentTarget: { value } }) => change(() => setSpelling(value as typeof spelling))}
              />
            </div>
            <Checkbox
              checked={again}
              onChange={() => change(() => setAgain(!again))}
              label={t('addresses.new.again')}
            />
            {propose.error !== null && <ProblemBox error={propose.error} />}
            {apply.error !== null && <ProblemBox error={apply.error} />}
            {apply.data !== undefined && (
              <p className={classes.good} role="status">
                <Icon name="check" /> {t('addresses.new.applied', { count: apply.data.changed })}
              </p>
            )}
            <Group>
              <Button
                type="submit"
                variant={propose.data === undefined ? 'filled' : 'default'}
                loading={propose.isPending}
              >
                {t('addresses.new.propose')}
              </Button>
            </Group>
          </form>
        </Folded>
      )}
      {propose.data !== undefined && (
        <Proposal
          at={at}
          proposal={propose.data}
          applying={apply.isPending}
          onApply={(digest) => apply.mutate({ by: asked, digest })}
          onChanged={() => propose.mutate(asked)}
        />
      )}
    </Card>
  )
}

/** The rule, where nobody waits for it. */
function Folded({ folded, children }: { readonly folded: boolean; readonly children: ReactNode }) {
  const { t } = useWords()
  // Shut only when the page opens so: it does not shut under the hand that gives the last address.
  const [shut] = useState(folded)
  if (!shut) return children
  return (
    <details className={classes.rule}>
      <summary>{t('addresses.new.byRule')}</summary>
      {children}
    </details>
  )
}
