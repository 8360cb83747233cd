import { conformance } from '../conformance/suite.ts'
import { MemoryService } from './memory.ts'

let made = 0

conformance('a service in memory', async () => ({
  mailbox: async () => new MemoryService(`user${made++}@memory`),
  stop: async () => undefined,
  streamsAbove: 1024 * 1024,
  tellsGone: true,
}))

conformance('a service in memory that takes one message a command and tells no UIDs', async () => ({
  mailbox: async () => new MemoryService(`user${made++}@memory`, { appendMany: false, namesUids: false }),
  stop: async () => undefined,
  streamsAbove: 1024 * 1024,
  tellsGone: true,
}))
