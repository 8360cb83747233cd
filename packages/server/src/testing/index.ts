/** A whole server for tests and measurements. */
export { fillMove } from './many-mailboxes.ts'
export { PASSWORD, startTestServer } from './server.ts'
export { cookieOf, signIn } from './sign-in.ts'
export { type EventReader, readEvents, type Seen } from './stream/index.ts'
