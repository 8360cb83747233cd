/** saxen ships no types; this is what is used of its `Parser` (its README, 11.2.0). */
declare module 'saxen' {
  type Decode = (text: string) => string
  export class Parser {
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Record<string, string | undefined>, decode: Decode) => void,
    ): this
    on(event: 'closeTag' | 'cdata', listener: (text: string) => void): this
    on(event: 'text' | 'attention', listener: (text: string, decode: Decode) => void): this
    on(event: 'error' | 'warn', listener: (error: Error) => void): this
    parse(xml: string): this
    stop(): void
  }
}
