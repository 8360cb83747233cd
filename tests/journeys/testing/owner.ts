import { Client, host } from '@caravan/contract'
import { cookieOf } from '@caravan/server/testing'
import type { RunningServe } from './serve.ts'

/** The first owner of a server, made by the API. */
export interface Owner {
  readonly email: string
  readonly password: string
  /** A session for a browser. */
  readonly cookies: () => Promise<{ name: string; value: string; url: string }[]>
}

export async function begin({ url, beginLink }: RunningServe): Promise<Owner> {
  const [email, password] = ['olga@kestrel.example', 'lantern gravel otter seven']
  await new Client(url).call(host.begin, {
    body: { token: beginLink.split('#')[1] ?? '', name: 'Olga Owner', email, password, organisation: 'Kestrel Bay' },
  })
  return {
    email,
    password,
    cookies: async () =>
      (await cookieOf(url, email, password)).split('; ').map((pair) => {
        const equals = pair.indexOf('=')
        return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url }
      }),
  }
}
