import { signInRoutes } from '@caravan/contract'
import { type Answer, answer } from '../api/answers.ts'
import { CLIENT_ADDRESS } from './sign-in.ts'

/** The routes of better-auth that are ours to offer; every other of its routes is not there. */
export const signInAnswers: readonly Answer[] = signInRoutes.map((route) =>
  answer(route, async ({ signIn, publicUrl }, { request, reply }) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    headers.set(CLIENT_ADDRESS, request.ip)
    const hasBody = request.method !== 'GET' && request.body !== undefined && request.body !== null
    headers.delete('content-length')
    const response = await signIn.handle(
      new Request(new URL(request.url, publicUrl), {
        method: request.method,
        headers,
        ...(hasBody ? { body: JSON.stringify(request.body) } : undefined),
      }),
    )
    reply.status(response.status)
    for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
    const cookies = response.headers.getSetCookie()
    if (cookies.length > 0) reply.header('set-cookie', cookies)
    return reply.send(await response.text())
  }),
)
