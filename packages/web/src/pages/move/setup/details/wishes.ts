import type { Service } from '../../../../api/setup-queries.ts'

/** What an account may read or write in 24 hours: as is known of the service, anything, or so many megabytes. */
export interface DayWish {
  readonly kind: 'known' | 'none' | 'own'
  /** Of `own`; empty while it is being typed. */
  readonly megabytes: number | ''
}

/** The details of a service as they are being written down. */
export interface Wishes {
  readonly out: DayWish
  readonly in: DayWish
  /** Of each pass; empty: as fast as it goes. */
  readonly kilobytesPerSecond: number | ''
  readonly connections: number | ''
  readonly proxy: 'none' | NonNullable<Service['proxy']>['kind']
  readonly proxyHost: string
  readonly proxyPort: number | ''
  readonly proxyUser: string
  readonly compress: Service['compress']
  readonly sharedFolders: boolean
  readonly labels: Service['labels']
}

const MEGA = 1_000_000
const KILO = 1_000

const dayWish = (octets: number | null): DayWish =>
  octets === null
    ? { kind: 'known', megabytes: '' }
    : octets === 0
      ? { kind: 'none', megabytes: '' }
      : { kind: 'own', megabytes: octets / MEGA }

/** As they are kept. */
export const wishesOf = ({ pace, proxy, ...service }: Service): Wishes => ({
  out: dayWish(pace.outPerDay),
  in: dayWish(pace.inPerDay),
  kilobytesPerSecond: pace.bandwidth === null ? '' : pace.bandwidth / KILO,
  connections: service.connections,
  proxy: proxy?.kind ?? 'none',
  proxyHost: proxy?.host ?? '',
  proxyPort: proxy?.port ?? '',
  proxyUser: proxy?.user ?? '',
  compress: service.compress,
  sharedFolders: service.sharedFolders,
  labels: service.labels,
})

const perDay = ({ kind, megabytes }: DayWish): number | null =>
  kind === 'known' || megabytes === '' ? (kind === 'none' ? 0 : null) : Math.round(megabytes * MEGA)

const proxyOf = ({ proxy: kind, proxyHost, proxyPort, proxyUser }: Wishes): Service['proxy'] =>
  kind === 'none'
    ? null
    : {
        kind,
        host: proxyHost.trim(),
        port: proxyPort === '' ? PROXY_PORTS[kind] : proxyPort,
        user: proxyUser.trim() === '' ? null : proxyUser.trim(),
      }

/** Where proxies usually listen: IANA’s port of SOCKS, Squid’s own. */
export const PROXY_PORTS = { socks5: 1080, http: 3128, https: 3129 } as const

/** What the API takes of them. */
export const bodyOf = (wishes: Wishes) => ({
  pace: {
    outPerDay: perDay(wishes.out),
    inPerDay: perDay(wishes.in),
    bandwidth: wishes.kilobytesPerSecond === '' ? null : Math.round(wishes.kilobytesPerSecond * KILO),
  },
  ...(wishes.connections !== '' && { connections: wishes.connections }),
  proxy: proxyOf(wishes),
  compress: wishes.compress,
  sharedFolders: wishes.sharedFolders,
  labels: wishes.labels,
})

/** What a service is given where nobody chose: contract, `makeService`. */
const USUAL_CONNECTIONS = 4

/** Which of them differ from what a service has by itself. */
export function chosenIn(
  service: Service,
): readonly ('pace' | 'connections' | 'proxy' | 'compress' | 'shared' | 'labels')[] {
  const { pace, connections, proxy, compress, sharedFolders, labels } = service
  return [
    Object.values(pace).some((one) => one !== null) && ('pace' as const),
    connections !== USUAL_CONNECTIONS && ('connections' as const),
    proxy !== null && ('proxy' as const),
    compress !== 'auto' && ('compress' as const),
    sharedFolders && ('shared' as const),
    labels !== 'auto' && ('labels' as const),
  ].filter((one) => one !== false)
}
