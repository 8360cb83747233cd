import { expect, test } from 'vitest'
import { needlesOf, searchBytes } from './testing/search.ts'

const TEXT = 'k9"&/+ Q7zPxW3'
const needles = needlesOf(new Map([['one', TEXT]]))
const found = (text: string | Buffer) => searchBytes(needles, 'here', Buffer.from(text as string)).length > 0

test.each([
  ['as it is', `pw=${TEXT};`],
  ['in JSON', JSON.stringify({ a: TEXT })],
  ['in JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: TEXT }) })],
  ['in a URL', `https://x.example/?p=${encodeURIComponent(TEXT)}`],
  ['in a form', new URLSearchParams({ p: TEXT }).toString()],
  ['in hex', `\\x00${Buffer.from(TEXT).toString('hex')}ff`],
  ['in UTF-16', Buffer.from(`xx${TEXT}`, 'utf16le')],
  ['in a line of SASL PLAIN', Buffer.from(`\0anna\0${TEXT}`).toString('base64')],
  ['in another of them', Buffer.from(`\0boris\0${TEXT}`).toString('base64')],
  ['in a third', Buffer.from(`\0emil.b\0${TEXT}x`).toString('base64url')],
  ['in base64', Buffer.from(TEXT).toString('base64url')],
])('a secret is found %s', (_, text) => {
  expect(found(text)).toBe(true)
})

test('another text is not', () => {
  expect(found(`k9 and ${TEXT.slice(1)} apart`)).toBe(false)
})
