import type { FoundProvider, FoundService, SignIn } from './discovery.ts'
import { providerById } from './fingerprint.ts'
import type { Provider } from './provider.ts'
import { PROVIDERS } from './providers.ts'

/**
 * How one signs in: as the provider's data says where the mailboxes are its, else as the server itself offers. Where
 * nothing answers, the data of the provider that was shown is the best there is.
 */
export function signInAt(services: readonly FoundService[], providers: readonly FoundProvider[]): readonly SignIn[] {
  const lead = services.find(({ kind, state }) => kind === 'imap' && state === 'answers')
  const provider = providerBehind(lead, providers)
  const known = provider === undefined ? [] : provider.signIn.map((way) => knownWay(way, provider))
  return known.length > 0 || lead === undefined ? known : offeredBy(lead, providers)
}

/** The provider whose mailboxes these are: by the host that answers; without one by what showed it. */
export function providerBehind(
  lead: FoundService | undefined,
  providers: readonly FoundProvider[],
): Provider | undefined {
  if (lead === undefined) return providers.map(({ id }) => providerById(id)).find((known) => known !== undefined)
  const byHost = PROVIDERS.filter(({ imap }) => imap?.host === lead.host)
  // Microsoft's two share a host; what else was shown decides.
  return byHost.find(({ id }) => providers.some((shown) => shown.id === id)) ?? byHost.at(-1)
}

const knownWay = ({ way, words, page }: Provider['signIn'][number], { name, source }: Provider): SignIn => ({
  way,
  words,
  page,
  from: `data on ${name}: ${source}`,
})

function offeredBy(service: FoundService, providers: readonly FoundProvider[]): SignIn[] {
  const { capabilities, host, port, server } = service
  const from = `what ${host}:${port} offers before sign-in`
  const has = (...names: string[]): boolean => names.some((name) => capabilities.includes(name))
  const ways: SignIn[] = []
  const add = (way: SignIn['way'], words: string, source = from): void => {
    ways.push({ way, words, page: undefined, from: source })
  }
  const byPlain = has('AUTH=PLAIN')
  if (byPlain || has('AUTH=LOGIN') || !has('LOGINDISABLED')) {
    const user =
      service.userName === undefined ? 'usually the whole address as user name' : `user name ${service.userName}`
    add('password', `With the password: ${user}. Where two-factor sign-in is on, an app password is usual.`)
  }
  if (has('AUTH=XOAUTH2', 'AUTH=OAUTHBEARER'))
    add('oauth', 'With an OAuth access token of the service’s own sign-in (XOAUTH2 or OAUTHBEARER).')
  const software = `${server ?? ''} ${providers.map(({ name }) => name).join(' ')}`
  if (byPlain && /dovecot|mailcow/i.test(software))
    add(
      'admin-delegation',
      'Who runs the server can set up a Dovecot master user, which opens every mailbox with one password.',
    )
  else if (byPlain && /cyrus/i.test(software))
    add('admin-delegation', 'Who runs the server can open every mailbox as a Cyrus administrator (proxy sign-in).')
  else if (/exchange/i.test(software))
    add('admin-delegation', 'Who runs the server can give one account full access to every mailbox.')
  return ways
}
