import { ImapFlow } from 'imapflow'

type SignIn = Partial<ConstructorParameters<typeof ImapFlow>[0]>

/** Signs in with a client that is not ours, does the work, signs out. */
export async function signedIn<T>(
  port: number,
  user: string,
  work: (flow: ImapFlow) => Promise<T>,
  more: SignIn = {},
): Promise<T> {
  const auth = { user, pass: 'pw' }
  const flow = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth, logger: false, ...more })
  await flow.connect()
  try {
    return await work(flow)
  } finally {
    await flow.logout()
  }
}
