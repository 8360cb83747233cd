import type { EventTopic } from '@caravan/contract'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { isSignedOut } from './api/client.ts'
import { meQuery, movesQuery } from './api/queries.ts'
import { topicOf } from './pages/move/activity/topic.ts'
import { readSearch } from './pages/move/mailboxes/search.ts'
import { readPeopleSearch } from './pages/move/people/search.ts'
import { readAddressSearch } from './pages/move/setup/addresses/search.ts'
import { readImportSearch } from './pages/move/setup/people/search.ts'
import { NotFound } from './pages/not-found.tsx'
import { type Part, partOf } from './pages/organisation/settings/parts.ts'
import { ProblemPage } from './parts/problem.tsx'

/**
 * Every page of the console. A page of a move is a route below `move`, with its line in `pages/move/pages.ts`, which
 * the navigation shows; what is not built has neither.
 */
const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet })

const begin = createRoute({
  getParentRoute: () => root,
  path: '/begin',
  component: lazyRouteComponent(() => import('./pages/begin/begin.tsx'), 'Begin'),
})

/** A path of ours to go on to; never another site's. */
const ownPath = (to: unknown): string | undefined =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined; refused?: boolean | undefined } => ({
    to: ownPath(search['to']),
    refused: search['refused'] === true || search['error'] !== undefined || undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in.tsx'), 'SignInPage'),
})

/** All that needs a session. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queries.query({ ...meQuery, staleTime: 'static' }) }
    } catch (error) {
      // TanStack Router takes what is thrown here for where to go.
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { to: location.href } })
      throw error
    }
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    const [first] = context.me.organisations
    if (first) throw redirect({ to: '/organisations/$organisation', params: { organisation: first.id } })
  },
  component: lazyRouteComponent(() => import('./pages/moves/no-organisation.tsx'), 'NoOrganisation'),
})

const organisation = createRoute({ getParentRoute: () => inside, path: '/organisations/$organisation' })

/** Where one begins in an organisation: at its only move, else at the list of its moves. */
const organisationHome = createRoute({
  getParentRoute: () => organisation,
  path: '/',
  beforeLoad: async ({ context, params }) => {
    // What cannot be read now is told by the list.
    const found = await context.queries.query(movesQuery(params)).catch(() => undefined)
    const [only, another] = found?.items ?? []
    if (only === undefined || another !== undefined)
      throw redirect({ to: '/organisations/$organisation/moves', params, replace: true })
    const to = '/organisations/$organisation/moves/$move/overview'
    throw redirect({ to, params: { ...params, move: only.id }, replace: true })
  },
})

const moves = createRoute({
  getParentRoute: () => organisation,
  path: '/moves',
  component: lazyRouteComponent(() => import('./pages/moves/moves.tsx'), 'Moves'),
})

const newMove = createRoute({
  getParentRoute: () => organisation,
  path: '/moves/new',
  component: lazyRouteComponent(() => import('./pages/moves/new-move.tsx'), 'NewMove'),
})

const move = createRoute({
  getParentRoute: () => organisation,
  path: '/moves/$move',
  component: lazyRouteComponent(() => import('./pages/move/frame.tsx'), 'MoveFrame'),
})

const moveHome = createRoute({
  getParentRoute: () => move,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/organisations/$organisation/moves/$move/overview', params, replace: true })
  },
})

const overview = createRoute({
  getParentRoute: () => move,
  path: '/overview',
  component: lazyRouteComponent(() => import('./pages/move/overview.tsx'), 'Overview'),
})

const setup = createRoute({
  getParentRoute: () => move,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/move/setup/frame.tsx'), 'SetupFrame'),
})

const setupSummary = createRoute({
  getParentRoute: () => setup,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/move/setup/summary.tsx'), 'SetupSummary'),
})

const setupBasics = createRoute({
  getParentRoute: () => setup,
  path: '/basics',
  component: lazyRouteComponent(() => import('./pages/move/setup/basics.tsx'), 'SetupBasics'),
})

const oldService = createRoute({
  getParentRoute: () => setup,
  path: '/old-service',
  component: lazyRouteComponent(() => import('./pages/move/setup/service.tsx'), 'OldService'),
})

const newService = createRoute({
  getParentRoute: () => setup,
  path: '/new-service',
  component: lazyRouteComponent(() => import('./pages/move/setup/service.tsx'), 'NewService'),
})

const setupSignIn = createRoute({
  getParentRoute: () => setup,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/move/setup/sign-in.tsx'), 'SetupSignIn'),
})

const emergency = createRoute({
  getParentRoute: () => setup,
  path: '/emergency',
  component: lazyRouteComponent(() => import('./pages/move/setup/emergency.tsx'), 'Emergency'),
})

const mailboxes = createRoute({
  getParentRoute: () => move,
  path: '/mailboxes',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./pages/move/mailboxes.tsx'), 'Mailboxes'),
})

const exceptions = createRoute({
  getParentRoute: () => move,
  path: '/exceptions',
  component: lazyRouteComponent(() => import('./pages/move/exceptions.tsx'), 'ExceptionsPage'),
})

const people = createRoute({
  getParentRoute: () => move,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('./pages/move/people.tsx'), 'People'),
})

const setupPeople = createRoute({
  getParentRoute: () => setup,
  path: '/people',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('./pages/move/setup/people.tsx'), 'SetupPeople'),
})

const setupAddresses = createRoute({
  getParentRoute: () => setup,
  path: '/addresses',
  validateSearch: readAddressSearch,
  component: lazyRouteComponent(() => import('./pages/move/setup/addresses.tsx'), 'SetupAddresses'),
})

const setupPages = [
  setupSummary,
  setupBasics,
  oldService,
  newService,
  setupSignIn,
  setupPeople,
  setupAddresses,
  emergency,
] as const
const waves = createRoute({
  getParentRoute: () => move,
  path: '/waves',
  component: lazyRouteComponent(() => import('./pages/move/waves.tsx'), 'Waves'),
})

const activity = createRoute({
  getParentRoute: () => move,
  path: '/activity',
  validateSearch: (search: Record<string, unknown>): { topic?: EventTopic | undefined } => ({ topic: topicOf(search) }),
  component: lazyRouteComponent(() => import('./pages/move/activity.tsx'), 'Activity'),
})

const audit = createRoute({
  getParentRoute: () => organisation,
  path: '/audit',
  component: lazyRouteComponent(() => import('./pages/organisation/audit.tsx'), 'Audit'),
})

const settings = createRoute({
  getParentRoute: () => organisation,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { part?: Part | undefined } =>
    search['part'] === undefined ? {} : { part: partOf(search) },
  component: lazyRouteComponent(() => import('./pages/organisation/settings.tsx'), 'Settings'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/invitation/invitation.tsx'), 'Invitation'),
})

const tree = root.addChildren([
  begin,
  signIn,
  invitation,
  inside.addChildren([
    home,
    organisation.addChildren([
      organisationHome,
      moves,
      newMove,
      audit,
      settings,
      move.addChildren([
        ...[moveHome, overview, setup.addChildren(setupPages)],
        ...[mailboxes, people, waves, exceptions, activity],
      ]),
    ]),
  ]),
])

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error, reset }) => <ProblemPage error={error} reset={reset} />,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
