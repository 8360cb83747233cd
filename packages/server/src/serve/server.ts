import { guardedFetch, guardedPolicy, hostGuard } from '@caravan/core/guard'
import { CaravanError } from '@caravan/core/model'
import { countLost, defaultDataFolder, openDatabase, openVault } from '@caravan/core/store'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { startAlerts } from '../alerts/alerts.ts'
import { ANSWERS } from '../api/all-answers.ts'
import { buildApp } from '../api/app.ts'
import type { ServerContext } from '../api/context.ts'
import { offerConsole } from '../console/console.ts'
import { claimDatabase, demoSecret } from '../demo/mode.ts'
import { offerDemoSignIn } from '../demo/sign-in.ts'
import { startEmployeeLetters } from '../employees/employees.ts'
import { offerEmployeePages } from '../employees/pages.ts'
import { type LiveEvents, startLiveEvents } from '../events/live.ts'
import { startMailFiles } from '../files/files.ts'
import { startHistory } from '../history/history.ts'
import { beginToken } from '../host/begin.ts'
import { readSettings } from '../host/settings.ts'
import { repeat } from '../jobs/repeat.ts'
import { connectionsFor, startWorker, type Worker } from '../jobs/worker.ts'
import { offerMetrics } from '../metrics/metrics.ts'
import { removePurgedFiles } from '../organisations/purge-files.ts'
import { rewriteNoted } from '../organisations/rewrite.ts'
import { oidcSource } from '../sign-in/oidc.ts'
import { signInSecret } from '../sign-in/secret.ts'
import { startSignIn } from '../sign-in/sign-in.ts'
import { startDeliverer } from '../webhooks/deliverer.ts'
import { proxiesOf } from './proxies.ts'

export interface ServerOptions {
  readonly host: string
  readonly port: number
  readonly dataDir?: string | undefined
  /** A PostgreSQL server; without it DATABASE_URL, without that the embedded one. */
  readonly databaseUrl?: string | undefined
  /** The master key was lost for good: go on with another. */
  readonly replaceLostKey?: boolean
  /** Passes that it runs itself at once; 0, the default: none, workers do. */
  readonly passes?: number
  readonly log?: Logger
  /** PEM of the authorities that servers outside are trusted by, in place of the system's. */
  readonly ca?: string | undefined
}

/** What a purge could not finish, a worker’s disk or a table in use, is tried again. */
const ERASING_MS = 600_000

/** A server that answers. */
export interface RunningServer {
  /** Where it listens. */
  readonly url: string
  readonly context: ServerContext
  /** The link that makes the first owner, while there is none. */
  readonly beginLink: string | undefined
  /** What whoever starts the program has to read once. */
  readonly notices: readonly string[]
  /** Answers what is asked, then nothing more. */
  stop(): Promise<void>
}

/** Opens database and vault, and answers the API. Throws `CaravanError` with the next step where it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = options.log ?? pino({ level: process.env['CARAVAN_LOG'] ?? 'info' })
  const guard = hostGuard(guardedPolicy(process.env['CARAVAN_ALLOW_HOSTS']))
  const demo = demoSecret(process.env, options)
  const { databaseUrl, passes = 0 } = options
  const dataDir = options.dataDir ?? defaultDataFolder()
  const connections = connectionsFor(Math.max(1, passes))
  const database = await openDatabase({ dataDir: options.dataDir, url: databaseUrl, connections })
  let app: FastifyInstance | undefined
  let live: LiveEvents | undefined
  let worker: Worker | undefined
  try {
    await claimDatabase(database.kysely, demo !== undefined)
    const vault = await openVault(database.kysely, {
      dataDir: options.dataDir,
      replaceLostKey: options.replaceLostKey ?? false,
    })
    const secret = await signInSecret(database.kysely, vault, options.replaceLostKey ?? false)
    const { publicUrl } = await readSettings(database.kysely)
    const address = publicUrl ?? `http://${bracketed(options.host)}:${options.port}`
    live = await startLiveEvents(database)
    const fetch = guardedFetch(guard, { ca: options.ca })
    const oidc = oidcSource({ database, vault, fetch, log })
    const context: ServerContext = {
      database,
      vault,
      guard,
      fetch,
      ca: options.ca,
      dataDir,
      log,
      live,
      signIn: await startSignIn({
        ...{ database, publicUrl: address, log, secret, oidc },
        // A browser sends its cookies to every port of a host: two demos beside each other do not sign each other out.
        ...(demo && { cookiePrefix: `caravan-demo-${options.port}` }),
      }),
      publicUrl: address,
    }
    app = buildApp(context, ANSWERS, proxiesOf(process.env['CARAVAN_PROXIES']))
    if (demo !== undefined) offerDemoSignIn(app, context, demo)
    const metricsToken = process.env['CARAVAN_METRICS_TOKEN'] ?? ''
    if (metricsToken !== '') await offerMetrics(app, context, metricsToken)
    await offerEmployeePages(app, context)
    await offerConsole(app, log)
    const url = await listen(app, options)
    const token = await beginToken(database.kysely)
    const deliverer = startDeliverer(context)
    const alerts = startAlerts(context)
    const employeeLetters = startEmployeeLetters(context)
    const history = startHistory(context)
    const mailFiles = await startMailFiles(context)
    const erasing = repeat('erasing', ERASING_MS, log, async () => {
      await removePurgedFiles(database.kysely, dataDir)
      await rewriteNoted(database, undefined, log)
    })
    if (passes > 0) worker = await startWorker({ database, vault, guard, fetch, log, dataDir, passes })
    const [running, events, embedded] = [app, live, worker]
    return {
      url,
      context,
      beginLink: token && `${address}/begin#${token}`,
      notices: noticesOf({ ...vault, lost: await countLost(database.kysely, vault.keys) }),
      async stop() {
        await running.close()
        await Promise.all([deliverer.stop(), alerts.stop(), employeeLetters.stop(), history.stop(), erasing.stop()])
        await mailFiles.stop()
        events.stop()
        await embedded?.stop()
        await database.close()
      },
    }
  } catch (error) {
    await app?.close()
    live?.stop()
    await worker?.stop()
    await database.close()
    throw error
  }
}

/** Throws `cannot-listen`. */
async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const reason = CANNOT_LISTEN[code]
    if (reason === undefined) throw error
    throw new CaravanError(
      'cannot-listen',
      `The server cannot listen at ${bracketed(host)}:${port}: ${reason} (${code}).`,
      'Stop what uses it, or choose another host or port with --host and --port.',
      { cause: error },
    )
  }
}

const CANNOT_LISTEN: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'this user may not',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
}

/** A host as URLs have it. */
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)

function noticesOf({ made, lost }: ServerContext['vault']): string[] {
  return [
    ...(made === undefined ? [] : [made.notice]),
    ...(lost === 0
      ? []
      : [`${lost} credentials cannot be opened: their master key is lost. They have to be given again.`]),
  ]
}
