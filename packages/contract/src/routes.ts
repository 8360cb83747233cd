import * as areas from './areas.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'

export * from './areas.ts'
export { signInRoutes }

const isRoute = (one: unknown): one is Route =>
  typeof one === 'object' && one !== null && 'method' in one && 'path' in one

/** Every route of the API. */
export const ROUTES: readonly Route[] = [
  ...Object.values(areas).flatMap((area) => Object.values<unknown>(area).filter(isRoute)),
  ...signInRoutes,
]
