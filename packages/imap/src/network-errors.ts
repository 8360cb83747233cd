import { ConnectError, ConnectionLostError, type ImapError, type ImapErrorCode } from './errors.ts'

const connectCodes: Readonly<Record<string, ImapErrorCode>> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EAI_FAIL: 'unknown-host',
  EAI_NODATA: 'unknown-host',
  EAI_NONAME: 'unknown-host',
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'connect-timeout',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  EADDRNOTAVAIL: 'host-unreachable',
}

const sentences: Partial<Record<ImapErrorCode, string>> = {
  'unknown-host': 'The host name does not resolve',
  'connection-refused': 'Nothing accepts connections there',
  'connect-timeout': 'The connection was not made in time',
  'host-unreachable': 'There is no route to the host',
}

function systemCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return systemCode(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

/**
 * Names what Node reported while a connection was being made; Node's own error stays as `cause`.
 *
 * @param handshaking whether TCP was up and TLS was being negotiated, when a reset means TLS failed.
 */
export function connectError(error: unknown, host: string, port: number, handshaking: boolean): ImapError {
  const system = systemCode(error)
  const code = connectCodes[system]
  const words = error instanceof Error ? error.message : String(error)
  if (code !== undefined) {
    return new ConnectError(code, `${sentences[code] ?? 'Cannot connect'}: ${host}:${port} (${system})`, {
      cause: error,
    })
  }
  if (handshaking) return new ConnectError('tls-failed', `TLS with ${host}:${port} failed: ${words}`, { cause: error })
  return new ConnectionLostError(`The connection to ${host}:${port} was lost: ${words}`, { cause: error })
}

/** Names what ended an established connection; `bye` is what the server said before it went. */
export function lostError(error: unknown, bye: string | undefined): ConnectionLostError {
  const why = error instanceof Error ? `: ${error.message}` : ''
  const words = bye === undefined ? `The server closed the connection${why}` : `The server said goodbye: ${bye}`
  return new ConnectionLostError(words, { serverReply: bye, cause: error })
}
