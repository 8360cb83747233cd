import { moves, passes, people } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { Confirm } from '../mailboxes/confirm.tsx'

interface Props {
  readonly at: InMove
}

/** Does it, and looks at the whole move again. */
function useRemedy<Result>(at: InMove, work: () => Promise<Result>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
}

/** Counts what each old mailbox holds, and who mail was sent to; changes nothing there. */
export function ReadMailboxes({ at }: Props) {
  const { t } = useWords()
  const read = useRemedy(at, () => client.call(people.readSeenAddresses, { params: at, body: {} }))
  if (read.data !== undefined)
    return (
      <p role="status">
        {t('gate.reading', { count: read.data.requested + read.data.open })}{' '}
        {read.data.notReady > 0 && t('addresses.reading.notReady', { count: read.data.notReady })}
      </p>
    )
  return (
    <>
      {read.error !== null && <ProblemBox error={read.error} />}
      <Button size="sm" loading={read.isPending} onClick={() => read.mutate()}>
        {t('gate.read')}
      </Button>
    </>
  )
}

/** Copies a little of the first mailbox. */
export function TryOne({ at }: Props) {
  const { t } = useWords()
  const trial = useRemedy(at, async () => {
    const { items } = await client.call(people.listMailboxes, { params: at, query: { decision: 'move', limit: 1 } })
    const [first] = items
    if (first === undefined) return undefined
    await client.call(passes.askPass, { params: { ...at, mailbox: first.id }, body: { kind: 'trial' } })
    return first.sourceAddress
  })
  if (trial.data !== undefined) return <p role="status">{t('gate.trialing', { address: trial.data })}</p>
  return (
    <>
      {trial.error !== null && <ProblemBox error={trial.error} />}
      <Button size="sm" loading={trial.isPending} onClick={() => trial.mutate()}>
        {t('gate.trial')}
      </Button>
    </>
  )
}

/** Rehearses the way back over the first mailbox: only what came to the new home after this moment would go back. */
export function TryWayBack({ at }: Props) {
  const { t } = useWords()
  const rehearse = useRemedy(at, async () => {
    const { items } = await client.call(people.listMailboxes, { params: at, query: { decision: 'move', limit: 1 } })
    const [first] = items
    if (first === undefined) return undefined
    const options = { since: new Date().toISOString() }
    await client.call(passes.askPass, { params: { ...at, mailbox: first.id }, body: { kind: 'reverse', options } })
    return first.sourceAddress
  })
  if (rehearse.data !== undefined) return <p role="status">{t('gate.rehearsing', { address: rehearse.data })}</p>
  return (
    <>
      {rehearse.error !== null && <ProblemBox error={rehearse.error} />}
      <Button size="sm" loading={rehearse.isPending} onClick={() => rehearse.mutate()}>
        {t('gate.rehearse')}
      </Button>
    </>
  )
}

/** Erases every password of the move, once that is said. */
export function ErasePasswords({ at }: Props) {
  const { t } = useWords()
  const [asked, setAsked] = useState(false)
  const erase = useRemedy(at, () => client.call(moves.eraseCredentials, { params: at }))
  if (erase.data !== undefined) return <p role="status">{t('gate.erase.done', { count: erase.data.erased })}</p>
  return (
    <>
      <Button size="sm" onClick={() => setAsked(true)}>
        {t('gate.erase.button')}
      </Button>
      {asked && (
        <Confirm
          question={t('gate.erase.question')}
          text={t('gate.erase.text')}
          yes={t('gate.erase.button')}
          busy={erase.isPending}
          onYes={() => erase.mutate()}
          onNo={() => setAsked(false)}
        >
          {erase.error !== null && <ProblemBox error={erase.error} />}
        </Confirm>
      )}
    </>
  )
}
