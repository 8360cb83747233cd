import { createServer } from 'node:http'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { startServer } from './server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

test('a port that another program has is said in a sentence, and nothing stays behind', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
  })
  const start = startServer({ host: '127.0.0.1', port, dataDir: running.dataDir, log: pino({ level: 'silent' }) })
  await expect(start).rejects.toMatchObject({
    code: 'cannot-listen',
    message: expect.stringContaining(`${port}`) as string,
  })
  other.close()
})
