import type { Language } from '../employees/standing.ts'

/** Read from right to left. */
const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['fa'])

/** A letter as simple HTML, without pictures or anything that is fetched. @param blocks HTML, in their order */
export const letterPage = (language: Language, blocks: readonly string[]): string =>
  [
    `<!doctype html><html lang="${language}" dir="${RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"></head>`,
    '<body style="margin:0;padding:24px;background:#faf8f4;color:#211c16;font:17px/1.6 -apple-system,Segoe UI,Roboto,Vazirmatn,Tahoma,PingFang SC,Microsoft YaHei,sans-serif">',
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e8e2d8;border-radius:12px">',
    ...blocks,
    '</div></body></html>',
  ].join('\n')

export const paragraph = (html: string): string => `<p style="margin:0 0 16px">${html}</p>`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escaped = (value: string): string => value.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** What is written from left to right stays so in a text that is not. */
export const leftToRight = (value: string): string => `<bdi dir="ltr">${escaped(value)}</bdi>`
