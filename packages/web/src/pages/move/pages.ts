/** The pages of a move that are built: the last part of their address, and the name of their text below `pages`. */
type MovePage = 'overview' | 'mailboxes' | 'people' | 'exceptions'

/** In the order of the navigation; their routes are in `routes.tsx`. */
export const MOVE_PAGES: readonly MovePage[] = ['overview', 'mailboxes', 'people', 'exceptions']
