/** Few different messages, so that identical ones are frequent, also across folders: they are what matching gets wrong. */
export const BODIES = 10

/** The messages that servers find hard: a NUL, odd line ends, a header line that is no field. */
const ODD: Readonly<Record<number, (text: string) => string>> = {
  7: (text) => `${text}a \0 in it\r\n`,
  8: (text) => `${text}a bare \n and a double \r\r\n`,
  9: (text) => `this line is no field\r\n${text}`,
}

/** A message by its key: a number below `BODIES`, or anything else for mail that only others deliver. */
export function mailOf(key: string): Buffer {
  const text = `Message-ID: <${key}@model.example>\r\nSubject: key=${key};\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nFrom: a@model.example\r\n\r\nkey=${key};\r\n`
  return Buffer.from(ODD[Number(key)]?.(text) ?? text, 'latin1')
}

/** Which message these bytes are, whatever a server made of them. */
export function keyOf(bytes: Buffer): string {
  const [, key] = /key=(\w+);/.exec(bytes.toString('latin1')) ?? []
  if (key === undefined) throw new Error(`no message of the model: ${bytes.toString('latin1')}`)
  return key
}
