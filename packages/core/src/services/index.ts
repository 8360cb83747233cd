/** Mail services: the port, its adapters, and what is known of each service. */
export { type ImapAccount, ImapEndpoint } from './imap/endpoint.ts'
export { MemoryService } from './memory/memory.ts'
export * from './port.ts'
export { GENERIC, profileForServer } from './profiles/index.ts'
export type { Profile } from './profiles/profile.ts'
