import fc from 'fast-check'

/** One change of some bytes; places are fractions of the length, so that shrinking the bytes keeps them. */
export type Mutation =
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'set' | 'insert'; at: number; bytes: Buffer }
  | { kind: 'cut' | 'double'; at: number; length: number }

// What means something to somebody who reads IMAP, and what often breaks those who do.
const TELLING = [
  '\r\n¦\n¦\r¦\0¦ ¦  ¦(¦)¦((¦"¦\\¦[¦]¦<¦>¦{¦}¦{0}\r\n¦{1}\r\n¦{3+}\r\n¦~{2}\r\n¦{-1}\r\n',
  '{4294967296}\r\n¦{99999999999999999}\r\n¦NIL¦*¦* ¦+¦+ ¦A1 OK¦\r\nA1 OK done\r\n',
  '\r\n* BYE\r\n¦[APPENDUID 1 1:4294967295]¦&¦&-¦&AA-¦\xff¦\x80¦-1¦0¦4294967296',
  '18446744073709551616¦99999999999999999999999¦BODY[¦BODY[]<¦FETCH¦UID¦FLAGS¦:¦,',
].flatMap((words) => words.split('¦'))

const place = fc.double({ min: 0, max: 1, noNaN: true })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({
    kind: fc.constantFrom('set' as const, 'insert' as const),
    at: place,
    bytes: fc.oneof(
      fc.constantFrom(...TELLING).map((text) => Buffer.from(text, 'latin1')),
      fc.uint8Array({ minLength: 1, maxLength: 4 }).map((array) => Buffer.from(array)),
    ),
  }),
  fc.record({
    kind: fc.constantFrom('cut' as const, 'double' as const),
    at: place,
    length: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 400 })),
  }),
)

/** Some changes, in their order. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 8 })

/** The bytes with these changes. */
export function mutate(bytes: Buffer, changes: readonly Mutation[]): Buffer {
  return changes.reduce((before, change) => {
    const at = Math.min(Math.floor(change.at * before.length), Math.max(0, before.length - 1))
    const [head, tail] = [before.subarray(0, at), before.subarray(at)]
    switch (change.kind) {
      case 'flip':
        return Buffer.concat([head, Buffer.from([(tail[0] ?? 0) ^ (1 << change.bit)]), tail.subarray(1)])
      case 'set':
        return Buffer.concat([head, change.bytes, tail.subarray(change.bytes.length)])
      case 'insert':
        return Buffer.concat([head, change.bytes, tail])
      case 'cut':
        return Buffer.concat([head, tail.subarray(change.length)])
      case 'double':
        return Buffer.concat([head, tail.subarray(0, change.length), tail])
    }
  }, bytes)
}

/** Where a stream is cut into pieces, as fractions of its length. */
export const cuts: fc.Arbitrary<number[]> = fc.array(place, { maxLength: 12 })

/** The pieces of a stream that is cut at these places. */
export function pieces(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = places.map((at) => Math.round(at * bytes.length)).sort((a, b) => a - b)
  return [0, ...sorted].map((from, index) => bytes.subarray(from, sorted[index] ?? bytes.length))
}

/** A byte in each piece. */
export const singleBytes = (bytes: Buffer): Buffer[] =>
  Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
