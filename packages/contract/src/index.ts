/** The API as data: its routes, the document that describes them, a client that calls them. */
export * from './client.ts'
export * from './common.ts'
export type { LiveEvent } from './events.ts'
export { openApiDocument, statusOf } from './openapi.ts'
export type { EventTopic, MailboxState } from './overview.ts'
export type { PassKindAsked, PassOptionsAsked, RequestKind } from './passes.ts'
export * from './route.ts'
export * from './routes.ts'
