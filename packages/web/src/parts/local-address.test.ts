import { expect, it } from 'vitest'
import { isLocal } from './local-address.ts'

it('knows the addresses that lead nobody here from another machine', () => {
  for (const url of ['http://127.0.0.1:8025', 'http://localhost', 'http://[::1]:8025', 'http://0.0.0.0:8025'])
    expect(isLocal(url), url).toBe(true)
  for (const url of ['https://caravan.example.com', 'http://10.0.0.7:8025', 'http://localhost.example.com', ''])
    expect(isLocal(url), url).toBe(false)
})
