import decodeQR from 'qr/decode.js'
import { expect, it } from 'vitest'
import { qrPath } from './qr-path.ts'

/** Pixels of a module in the picture that is read. */
const SCALE = 4

/** The path as a camera sees it: black on white. */
function pictureOf({ size, path }: ReturnType<typeof qrPath>) {
  const width = size * SCALE
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let at = 0; at < SCALE * SCALE; at++) {
      const column = Number(x) * SCALE + (at % SCALE)
      const row = Number(y) * SCALE + Math.floor(at / SCALE)
      data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
    }
  return { width, height: width, data }
}

it.each([
  'https://caravan.alvero.example/employee#invite_FqDSqYWJUIB_zKF69aH8uA',
  `https://${'a-long-name.'.repeat(12)}example:8443/employee#invite_0123456789-_ABCDEFGHIJ`,
])('a code that is printed is read as the link %s', (link) => {
  const code = qrPath(link)
  expect(code.path).not.toMatch(/M[0-3] |M\d+ [0-3]h/)
  expect(decodeQR(pictureOf(code))).toBe(link)
})
