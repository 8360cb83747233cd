import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFormFile } from './form-file.ts'

const TYPE = 'multipart/form-data; boundary=----WebKitFormBoundaryx'

const form = (fields: Readonly<Record<string, string>>, name: string, file: Buffer) =>
  Buffer.concat([
    ...Object.entries(fields).map(([key, value]) =>
      Buffer.from(`------WebKitFormBoundaryx\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(
      `------WebKitFormBoundaryx\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/mbox\r\n\r\n`,
    ),
    file,
    Buffer.from('\r\n------WebKitFormBoundaryx--\r\n'),
  ])

async function* cut(whole: Buffer, sizes: readonly number[]) {
  for (let at = 0, turn = 0; at < whole.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield whole.subarray(at, at + size)
    at += size
  }
}

test('a form with a file is read back, whatever the file holds and wherever the line cuts it', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(...['\r\n', '\r\n--', '\r\n------WebKitForm', '--'].map((text) => Buffer.from(text))),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
      async (pieces, sizes) => {
        const file = Buffer.concat(pieces)
        const read = await readFormFile(TYPE, cut(form({ form: 'key' }, 'Входящие.mbox', file), sizes))
        expect(read).toMatchObject({ fields: { form: 'key' }, name: 'Входящие.mbox' })
        expect(Buffer.concat(await Array.fromAsync(read.body))).toEqual(file)
      },
    ),
  )
})

test.each([
  ['without a boundary', 'multipart/form-data', form({}, 'x', Buffer.alloc(1))],
  ['without a file', TYPE, Buffer.from('------WebKitFormBoundaryx--\r\n')],
  ['with a value without end', TYPE, form({ form: 'x'.repeat(20_000) }, 'x', Buffer.alloc(1))],
  ['that ends too soon', TYPE, form({}, 'x', Buffer.alloc(1)).subarray(0, 60)],
])('a form %s is refused', async (_, type, bytes) => {
  await expect(readFormFile(type, cut(bytes, [7]))).rejects.toMatchObject({ code: 'form-broken' })
})

test('a file that breaks off is told from one that is whole', async () => {
  const whole = form({}, 'x', Buffer.from('Subject: x'))
  const { body } = await readFormFile(TYPE, cut(whole.subarray(0, -20), [7]))
  await expect(Array.fromAsync(body)).rejects.toMatchObject({ code: 'form-broken' })
})
