/** A whole server for tests and measurements. */
export { fillMove } from './many-mailboxes.ts'
export { startTestServer } from './server.ts'
