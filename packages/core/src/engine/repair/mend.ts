const LF = 0x0a
const CR = 0x0d

/**
 * The message with every line ended by CR LF, the last one too, as RFC 5322 §2.3 wants it, and with 0x80 for NUL: what
 * other servers do to such messages themselves, and counted under the same names. Undefined where that changes nothing.
 */
export function mend(parts: readonly Buffer[]): Buffer | undefined {
  const message = Buffer.concat(parts)
  let bare = 0
  let odd = message.length > 0 && message.at(-1) !== LF
  for (let at = 0; at < message.length; at++) {
    if (message[at] === LF && message[at - 1] !== CR) bare++
    if (message[at] === 0) odd = true
  }
  if (bare === 0 && !odd) return undefined
  const mended = Buffer.allocUnsafe(message.length + bare + 2)
  let length = 0
  for (let at = 0; at < message.length; at++) {
    const byte = message[at] ?? 0
    if (byte === LF && message[at - 1] !== CR) mended[length++] = CR
    mended[length++] = byte === 0 ? 0x80 : byte
  }
  if (mended[length - 1] === CR) mended[length++] = LF
  else if (length > 0 && mended[length - 1] !== LF) {
    mended[length++] = CR
    mended[length++] = LF
  }
  return mended.subarray(0, length)
}
