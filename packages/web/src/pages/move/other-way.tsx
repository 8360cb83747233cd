import { type AnswerOf, passes, people } from '@caravan/contract'
import { Button } from '@mantine/core'
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { type InMove, moveKey, servicesQuery } from '../../api/queries.ts'
import { useWords } from '../../words/use-words.ts'
import { kindAgain } from './again.ts'

type Asked = UseMutationResult<AnswerOf<typeof passes.askPass>, Error, string>

/** Has one mailbox signed in to by another service, and lets its copy go on. */
export function useOtherWay({ organisation, move }: InMove, mailbox: string): Asked {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (sourceService: string) => {
      const params = { organisation, move, mailbox }
      const changed = await client.call(people.changeMailbox, { params, body: { sourceService } })
      return client.call(passes.askPass, { params, body: { kind: kindAgain(changed) } })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey({ organisation, move }) }),
  })
}

/**
 * The services of the same old host that sign in for everybody, as an administrator does: they need no password of the
 * mailbox's owner.
 * @param sourceService by which the mailbox is signed in to now
 */
export function useOtherWays(at: InMove, sourceService: string | null) {
  const { data } = useQuery(servicesQuery(at))
  const now = data?.items.find(({ id }) => id === sourceService)
  return (data?.items ?? []).filter(
    ({ id, side, auth, host, hasPassword }) =>
      id !== now?.id && side === 'source' && auth === 'master' && host === now?.host && hasPassword,
  )
}

/** A button for each of them. */
export function OtherWays(props: {
  readonly at: InMove
  readonly sourceService: string | null
  readonly change: Asked
}) {
  const { at, sourceService, change } = props
  const { t } = useWords()
  return useOtherWays(at, sourceService).map(({ id, name }) => (
    <Button
      key={id}
      size="sm"
      variant="default"
      loading={change.isPending && change.variables === id}
      disabled={change.isSuccess}
      onClick={() => change.mutate(id)}
    >
      {t('remedy.through', { service: name })}
    </Button>
  ))
}
