import { afterEach, expect, test, vi } from 'vitest'
import { startTestServer } from '../testing/server.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const scrape = async (url: string, authorization?: string) => {
  const response = await fetch(`${url}/metrics`, { headers: authorization === undefined ? {} : { authorization } })
  return { status: response.status, text: await response.text() }
}

test('metrics are there for who has the token and for nobody else', async () => {
  vi.stubEnv('CARAVAN_METRICS_TOKEN', 'a-token-of-the-test')
  await using running = await startTestServer()
  expect((await scrape(running.url)).status).toBe(404)
  expect((await scrape(running.url, 'Bearer another')).status).toBe(404)
  await fetch(`${running.url}/api/organisations/${running.organisation}`)
  const { status, text } = await scrape(running.url, 'Bearer a-token-of-the-test')
  expect(status).toBe(200)
  expect(text).toMatch(
    /caravan_http_request_seconds_count\{method="GET",route="\/api\/organisations\/:organisation",status="401"\} 1/,
  )
  expect(text).toContain('caravan_passes{state="queued"} 0')
  expect(text).toContain('caravan_webhook_deliveries_waiting 0')
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toContain(running.organisation)
})

test('without a token there are no metrics', async () => {
  await using running = await startTestServer()
  expect((await scrape(running.url, 'Bearer ')).status).toBe(404)
})
