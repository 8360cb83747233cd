/** The pages of a move that are built, in the order of the navigation; their routes are in `routes.tsx`. */
export const MOVE_PAGES = [
  { page: 'overview', to: '/organisations/$organisation/moves/$move/overview' },
] as const satisfies readonly { readonly page: string; readonly to: string }[]
export type MovePage = (typeof MOVE_PAGES)[number]['page']
