import type { Route } from '@caravan/contract'
import type { Asked } from '../api/answers.ts'
import type { SignIn } from './sign-in.ts'

/**
 * Whoever has made an account by a link, and so chosen its password just now, is not asked for it at once again. A page
 * of another site, which may not sign somebody in as somebody else, is refused before (`authorise`).
 */
export async function enter(
  signIn: SignIn,
  user: string,
  { request, reply }: Pick<Asked<Route>, 'request' | 'reply'>,
): Promise<void> {
  const from = { address: request.ip, agent: request.headers['user-agent']?.slice(0, 500) }
  reply.header('set-cookie', await signIn.openSession(user, from))
}
