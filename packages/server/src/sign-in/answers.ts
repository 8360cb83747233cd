import { filled, signInRoutes } from '@caravan/contract'
import { type Answer, answer } from '../api/answers.ts'
import { CLIENT_ADDRESS } from './sign-in.ts'

/** The routes of better-auth that are ours to offer; every other of its routes is not there. */
export const signInAnswers: readonly Answer[] = signInRoutes.map((route) =>
  answer(route, async ({ signIn, publicUrl }, { params, request, reply }) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    headers.set(CLIENT_ADDRESS, request.ip)
    const hasBody = request.method !== 'GET' && request.body !== undefined && request.body !== null
    headers.delete('content-length')
    // Made of the route and not of what was asked: a URL has more ways to write a path than one, and only this was allowed.
    const url = new URL(filled(route.path, (params ?? {}) as Record<string, string>), publicUrl)
    url.search = new URL(request.url, publicUrl).search
    const response = await signIn.handle(
      new Request(url, {
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
