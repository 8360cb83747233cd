import { afterAll } from 'vitest'
import { readingConformance } from '../conformance/reading.ts'
import { MemoryService } from '../memory/memory.ts'
import { FilesEndpoint } from './files.ts'
import { readMailFile } from './read.ts'
import { scratchFolder } from './testing/folder.ts'
import { mboxOf } from './testing/mbox.ts'
import { writeZip } from './testing/zip.ts'

const folders = await scratchFolder()
let made = 0
afterAll(() => folders[Symbol.asyncDispose]())

readingConformance('a mailbox of files', {
  streamsAbove: 1024 * 1024,
  async holding(held) {
    const number = ++made
    const parts = Object.entries(held).map(([name, messages]) => ({ name: `${name}.mbox`, content: mboxOf(messages) }))
    const readings: string[] = []
    if (parts.length > 0) {
      const path = await folders.write(`given-${number}.zip`, writeZip(parts))
      const as = `reading-${number}`
      // A large message of one line over and over packs better than mail does.
      const limits = { ratioFrom: 10 ** 9 }
      await readMailFile({ path, name: 'x.zip', shelf: folders.path, as, uidFrom: 7, earlier: [], limits })
      readings.push(as)
    }
    return new FilesEndpoint({ identity: `maria${number}@files:0`, shelf: folders.path, readings })
  },
})

readingConformance('a service in memory', {
  streamsAbove: 1024 * 1024,
  async holding(held) {
    const service = new MemoryService(`reader${++made}@memory`)
    for (const [name, messages] of Object.entries(held))
      for (const { bytes, flags, arrived } of messages) service.deliver(name, { bytes, flags, internalDate: arrived })
    return service
  },
})
