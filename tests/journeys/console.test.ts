import { beforeAll, describe, expect, it } from 'vitest'
import { consoleStory } from './stories/console.ts'
import { type RunningServe, serve } from './testing/serve.ts'
import { temporaryFolder } from './testing/temporary.ts'

consoleStory('en')
consoleStory('fa')

describe('what the server gives a browser', () => {
  let caravan: RunningServe
  beforeAll(async () => {
    caravan = await serve(temporaryFolder('console-served'))
    return async () => {
      await caravan.stop()
    }
  }, 120_000)

  it('one page under every path, which lets nothing run but what was built', async () => {
    const nonces = new Set<string>()
    for (const path of ['/', '/begin', '/sign-in', '/organisations/x/moves/y/overview', '/apiary']) {
      const response = await fetch(`${caravan.url}${path}`)
      expect(response.status).toBe(200)
      const { headers } = response
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{22}'; /)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? ''
      expect(await response.text()).toContain(`nonce="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(5)
  })

  it('assets for ever and compressed, each as the browser takes it', async () => {
    const page = await (await fetch(caravan.url)).text()
    const script = /src="(\/assets\/index-[\w-]+\.js)"/.exec(page)?.[1] ?? ''
    for (const encoding of ['br', 'gzip', 'identity']) {
      const { headers, status } = await fetch(`${caravan.url}${script}`, { headers: { 'accept-encoding': encoding } })
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('content-type')).toMatch(/^(?:text|application)\/javascript/)
      expect(headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
    }
  })

  it.each(['/api', '/api/nothing', '/%61pi/nothing', '/assets/none.js', '/assets/..%2f.sources', '/metrics'])(
    'nothing but a refusal in JSON at %s',
    async (path) => {
      const response = await fetch(`${caravan.url}${path}`)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.json()).toMatchObject({ remedy: expect.any(String) as string })
    },
  )
})
