import { alerts, host, moves, organisations, webhooks } from '@caravan/contract'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from './client.ts'
import { type InOrganisation, meQuery } from './queries.ts'

/** Everything of the settings of one organisation stands under this key. */
const key = ({ organisation }: InOrganisation, what: string) => ['settings', organisation, what] as const
const at = ({ organisation }: InOrganisation) => ({ params: { organisation } })

export const membersQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'members'), queryFn: () => client.call(organisations.listMembers, at(of)) })
export const invitationsQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'invitations'), queryFn: () => client.call(organisations.listInvitations, at(of)) })
export const groupsQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'groups'), queryFn: () => client.call(organisations.listGroups, at(of)) })
export const projectsQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'projects'), queryFn: () => client.call(organisations.listProjects, at(of)) })
export const tokensQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'tokens'), queryFn: () => client.call(organisations.listTokens, at(of)) })
export const webhooksQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'webhooks'), queryFn: () => client.call(webhooks.listWebhooks, at(of)) })
export const alertSettingsQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'alerts'), queryFn: () => client.call(alerts.readAlertSettings, at(of)) })
export const approvalQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'approval'), queryFn: () => client.call(moves.readApprovalGate, at(of)) })
export const hostSettingsQuery = (of: InOrganisation) =>
  queryOptions({ queryKey: key(of, 'host'), queryFn: () => client.call(host.readHostSettings, {}) })

/** Something that changes the settings; what is shown of them is read anew. */
export function useSetting<Input, Output>({ organisation }: InOrganisation, work: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['settings', organisation] }),
        queries.invalidateQueries(meQuery),
      ]),
  })
}
