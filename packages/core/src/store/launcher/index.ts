/**
 * The embedded database: the real PostgreSQL that npm carries, under a launcher of our own.
 * docs/decisions/0001-embedded-postgresql.md says why and what was measured.
 */
export { type EmbeddedDatabase, startEmbedded } from './embedded.ts'
export { defaultDataFolder, makeDataFolder } from './home.ts'
