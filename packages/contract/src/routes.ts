import * as discoverService from './discover.ts'
import * as host from './host.ts'
import * as organisations from './organisations.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'
import * as webhooks from './webhooks.ts'

export { discoverService, host, organisations, signInRoutes, webhooks }

const isRoute = (one: unknown): one is Route =>
  typeof one === 'object' && one !== null && 'method' in one && 'path' in one

/** Every route of the API. */
export const ROUTES: readonly Route[] = [
  ...[host, organisations, webhooks, discoverService].flatMap((area) => Object.values(area).filter(isRoute)),
  ...signInRoutes,
]
