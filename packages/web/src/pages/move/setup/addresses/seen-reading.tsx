import { type AnswerOf, people } from '@caravan/contract'
import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../../../api/client.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { Pill } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'

interface Props {
  readonly at: InMove
  readonly progress: AnswerOf<typeof people.seenAddressesProgress>
  readonly mayWrite: boolean
}

/** How far the mailboxes are read for who mail was sent to, and the button that begins it. */
export function SeenReading({ at, progress, mayWrite }: Props) {
  const { t, moment } = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { mailboxes, read, incomplete, waiting, running, messages, lastReadAt } = progress
  const ask = useMutation({
    mutationFn: () => client.call(people.readSeenAddresses, { params: at, body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const toTable = () =>
    navigate({ to: '/organisations/$organisation/moves/$move/setup/people', params: at, search: { from: 'seen' } })
  const goesOn = waiting + running > 0
  return (
    <Card
      title={t('addresses.reading.title')}
      aside={
        goesOn && (
          <Pill tone="going" icon="running">
            {t('addresses.reading.goesOn', { running, waiting })}
          </Pill>
        )
      }
    >
      <p className={classes.lead}>{t('addresses.reading.text')}</p>
      {mailboxes > 0 && (
        <>
          <progress
            className={classes.progress}
            max={mailboxes}
            value={read}
            aria-label={t('addresses.reading.title')}
          />
          <p>
            {t('addresses.reading.read', { count: mailboxes, read })}{' '}
            {messages > 0 && t('addresses.reading.messages', { count: messages })}{' '}
            {lastReadAt !== null && (
              <span className={classes.quiet}>{t('addresses.reading.last', { when: moment(lastReadAt) })}</span>
            )}
          </p>
        </>
      )}
      {incomplete > 0 && <p className={classes.quiet}>{t('addresses.reading.incomplete', { count: incomplete })}</p>}
      {ask.error !== null && <ProblemBox error={ask.error} />}
      {ask.data !== undefined && ask.data.notReady > 0 && (
        <p className={classes.warning} role="status">
          {t('addresses.reading.notReady', { count: ask.data.notReady })}
        </p>
      )}
      {mayWrite && (
        <Group mt="md">
          <Button
            variant={read === 0 ? 'filled' : 'default'}
            loading={ask.isPending}
            disabled={goesOn}
            onClick={() => ask.mutate()}
          >
            {t(read === 0 ? 'addresses.reading.start' : 'addresses.reading.again')}
          </Button>
          {progress.undecided > 0 && (
            <Button variant="subtle" onClick={() => void toTable()}>
              {t('addresses.reading.toTable')}
            </Button>
          )}
        </Group>
      )}
    </Card>
  )
}
