import { type BodyOf, moves, oauth } from '@caravan/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { moveKey, servicesQuery } from '../../../api/queries.ts'
import type { Service } from '../../../api/setup-queries.ts'
import { useMove } from '../../where.ts'

type Made = Pick<Service, 'side' | 'name' | 'host' | 'port' | 'tls' | 'unverified'>
type Registered = BodyOf<typeof oauth.putOAuthClient>
type Changed = BodyOf<typeof moves.changeService>

/** Changes of a move's services; what is shown of the move is read anew behind each. */
export function useServices() {
  const at = useMove()
  const queries = useQueryClient()
  const keep = (service: Service) => {
    queries.setQueryData(servicesQuery(at).queryKey, (before) => {
      const others = (before?.items ?? []).filter(({ id }) => id !== service.id)
      return { items: [...others, service].sort((a, b) => a.side.localeCompare(b.side)) }
    })
  }
  const anew = () => queries.invalidateQueries({ queryKey: moveKey(at) })
  const make = useMutation({
    mutationFn: (body: Made) => client.call(moves.makeService, { params: at, body }),
    onSuccess: keep,
    onSettled: anew,
  })
  const change = useMutation({
    mutationFn: async ({ id, password, ...body }: Changed & { readonly id: string; readonly password?: string }) => {
      const params = { ...at, service: id }
      const changed = await client.call(moves.changeService, { params, body })
      if (password === undefined || password === '') return changed
      await client.call(moves.putServicePassword, { params, body: { password } })
      return { ...changed, hasPassword: true }
    },
    onSuccess: keep,
    onSettled: anew,
  })
  const detail = useMutation({
    mutationFn: async ({ id, password, ...body }: Changed & { readonly id: string; readonly password: string }) => {
      const params = { ...at, service: id }
      const changed = await client.call(moves.changeService, { params, body })
      if (password === '' || changed.proxy?.user == null) return changed
      await client.call(moves.putProxyPassword, { params, body: { password } })
      return { ...changed, hasProxyPassword: true }
    },
    onSuccess: keep,
    onSettled: anew,
  })
  const register = useMutation({
    mutationFn: async ({ service, body }: { readonly service: Service; readonly body: Registered }) => ({
      ...service,
      auth: 'oauth' as const,
      oauth: await client.call(oauth.putOAuthClient, { params: { ...at, service: service.id }, body }),
    }),
    onSuccess: keep,
    onSettled: anew,
  })
  const remove = useMutation({
    mutationFn: (service: string) => client.call(moves.removeService, { params: { ...at, service } }),
    onSettled: anew,
  })
  return { make, change, detail, register, remove }
}
