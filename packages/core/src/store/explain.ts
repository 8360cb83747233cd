import { CaravanError } from '../model/errors.ts'

/** What an error of the database means for the reader. Matched by SQLSTATE, by Node's code, or by pg's words. */
interface Explanation {
  match: RegExp
  code: string
  message: string
  remedy: string
}

// SQLSTATE: PostgreSQL manual, appendix A.
const EXPLANATIONS: readonly Explanation[] = [
  {
    match: /^(53100|ENOSPC)$/,
    code: 'database-disk-full',
    message: 'The disk of the database is full.',
    remedy: 'Make room on the disk that holds the database and run again; nothing that was confirmed is lost.',
  },
  {
    match: /^(28P01|28000)$/,
    code: 'database-sign-in-refused',
    message: 'The database refused the sign-in.',
    remedy: 'Set the right user and password in DATABASE_URL.',
  },
  {
    match: /^3D000$/,
    code: 'database-missing',
    message: 'The database named in DATABASE_URL does not exist on its server.',
    remedy: 'Create it ("createdb --encoding=UTF8 caravan") or correct DATABASE_URL.',
  },
  {
    match: /^(42501|3F000)$/,
    code: 'database-permission',
    message: 'The database user may not do what Caravan needs.',
    remedy: 'Make this user the owner of the database named in DATABASE_URL.',
  },
  {
    match: /^25006$/,
    code: 'database-read-only',
    message: 'The database takes no writes: it is a standby or was set to read only.',
    remedy: 'Point DATABASE_URL at the primary server.',
  },
  {
    match: /^(53300|timeout exceeded when trying to connect)$/,
    code: 'database-connections-used-up',
    message: 'The database gives no further connection.',
    remedy: 'Raise max_connections on the database server, or run fewer workers.',
  },
  {
    match: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|57P03|timeout expired)$/,
    code: 'database-unreachable',
    message: 'The database server does not answer.',
    remedy: 'See that the server of DATABASE_URL runs and that its host and port are right, then try again.',
  },
  {
    match: /SSL|certificate|^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS)/,
    code: 'database-tls',
    message: 'No trusted encrypted connection to the database came about.',
    remedy: 'Set sslmode and sslrootcert in DATABASE_URL to what the server offers.',
  },
  {
    match:
      /^(57P0[12]|25P03|08.{3}|ECONNRESET|EPIPE|Connection terminated.*|Client has encountered a connection error.*)$/,
    code: 'database-connection-lost',
    message: 'The connection to the database broke.',
    remedy: 'Run again: what was confirmed is kept, and the rest is settled from the ledger.',
  },
]

/** The named error for a failure of the connection or the disk; any other error (a violated constraint) as it is. */
export function explainDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CaravanError) return error
  // Two addresses of one host that both refuse come as one error without a code of its own.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : ''
  const words = first instanceof Error ? first.message : ''
  const found = EXPLANATIONS.find(({ match }) => (code && match.test(code)) || (!isState(code) && match.test(words)))
  if (!found) return error
  return new CaravanError(found.code, found.message, found.remedy, { serverReply: words, cause: error })
}

/** Once the server has named the error, its words decide nothing: they may quote somebody's subject. */
const isState = (code: string) => /^[0-9A-Z]{5}$/.test(code)
