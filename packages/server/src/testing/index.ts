/** A whole server for tests and measurements. */
export { startTestServer } from './server.ts'
