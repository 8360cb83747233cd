/** The whole database in one file, and back; also the way over a major version of PostgreSQL. */
export { backup } from './backup.ts'
export { type RestoreOptions, restore } from './restore.ts'
