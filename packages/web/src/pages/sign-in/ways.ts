import { host } from '@caravan/contract'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api/client.ts'

/** How one may sign in here, and whether anybody has an account yet. */
export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: () => client.call(host.signInWays, {}),
})
