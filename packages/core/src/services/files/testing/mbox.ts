import type { Held } from '../../conformance/reading.ts'

/** Writes an mbox (mboxrd, LF) of messages with CR LF. */
export const mboxOf = (messages: readonly Pick<Held, 'bytes' | 'arrived'>[]): string =>
  messages
    .map(({ bytes, arrived }) => {
      const text = bytes.replaceAll('\r\n', '\n').replaceAll(/(?<=^|\n)(>*From )/g, '>$1')
      const at = new Date(arrived * 1000).toUTCString()
      return `From somebody ${at.replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 $4')}\n${text}\n`
    })
    .join('')
