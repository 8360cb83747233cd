import type { Key } from '../../words/words.ts'

interface MovePage {
  readonly label: Key & `pages.${string}`
  readonly to: `/organisations/$organisation/moves/$move/${'overview'}`
}

/** The pages of a move that are built, in the order of the navigation; their routes are in `routes.tsx`. */
export const MOVE_PAGES: readonly MovePage[] = [
  { label: 'pages.overview', to: '/organisations/$organisation/moves/$move/overview' },
]
