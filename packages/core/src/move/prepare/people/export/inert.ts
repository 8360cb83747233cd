/** The heading of the last, empty column of our own exports; a later form gets another number. */
export const MARKER = 'Caravan:1'

// What begins a formula in some spreadsheet (OWASP, CSV injection): at the start of a cell, and after what another
// setting may take for a delimiter or a line end; quotes before it are escapes of escapes.
const ACTIVE = /(?<=^|[,;|\t\r\n"])('*)(?=[=+\-@\t\r\n＝＋－＠])/gu
const ESCAPED = /(?<=^|[,;|\t\r\n"])'('*)(?=[=+\-@\t\r\n＝＋－＠])/gu

/** The text with an apostrophe before whatever a spreadsheet could run. */
export const inert = (text: string): string => text.replaceAll(ACTIVE, "'$1")

/** The text that `inert` was given. */
export const restored = (text: string): string => text.replaceAll(ESCAPED, '$1')

/** Whether the headings say that a table was written with `inert`. */
export const isOwnExport = (headings: readonly string[]): boolean => headings.at(-1)?.trim() === MARKER
