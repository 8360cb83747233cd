import * as alerts from './alerts.ts'
import * as discoverService from './discover.ts'
import * as employeePage from './employee-page.ts'
import * as employees from './employees.ts'
import * as events from './events.ts'
import * as exceptions from './exceptions.ts'
import * as history from './history.ts'
import * as host from './host.ts'
import * as moves from './moves.ts'
import * as organisations from './organisations.ts'
import * as overview from './overview.ts'
import * as passes from './passes.ts'
import * as people from './people.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'
import * as waves from './waves.ts'
import * as webhooks from './webhooks.ts'

export {
  alerts,
  discoverService,
  employeePage,
  employees,
  events,
  exceptions,
  history,
  host,
  moves,
  organisations,
  overview,
  passes,
  people,
  signInRoutes,
  waves,
  webhooks,
}

const isRoute = (one: unknown): one is Route =>
  typeof one === 'object' && one !== null && 'method' in one && 'path' in one

/** Every route of the API. */
export const ROUTES: readonly Route[] = [
  ...[
    ...[
      alerts,
      discoverService,
      employeePage,
      employees,
      events,
      exceptions,
      history,
      host,
      moves,
      organisations,
      passes,
    ],
    ...[overview, people, waves, webhooks],
  ].flatMap((area) => Object.values(area).filter(isRoute)),
  ...signInRoutes,
]
