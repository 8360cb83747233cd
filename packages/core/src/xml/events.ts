import { Parser } from 'saxen'

/** What is told of an XML text. Prefixes of name spaces are left aside, in names of elements and in those asked for. */
export interface XmlListener {
  readonly open?: (name: string, attributes: XmlAttributes) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Attributes are decoded when they are asked for. */
export interface XmlAttributes {
  get(name: string): string | undefined
  all(): Readonly<Record<string, string>>
}

export interface XmlReading {
  /** Also what a lenient reader passes over is a fault: entities that XML does not have, attributes without quotes. */
  readonly strict: boolean
  /** The error of a text that is malformed; `why` goes on from “it”, such as “has a document type”. */
  readonly malformed: (why: string) => Error
}

/** XML's own five entities and numbers (XML 1.0 §4.6, §4.1). */
const FOREIGN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/i

/**
 * Goes through a stranger's XML text. A document type is refused, whatever it holds: it is where entities that grow or
 * that name files come from; no entity is ever expanded but XML's own. What a listener throws comes up, and the reading
 * ends there.
 */
export function readXmlEvents(xml: string, listener: XmlListener, { strict, malformed }: XmlReading): void {
  const parser = new Parser()
  let failure: Error | undefined
  const guarded = (work: () => void): void => {
    if (failure !== undefined) return
    try {
      work()
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
      parser.stop()
    }
  }
  const fail = (why: string): never => {
    throw malformed(why)
  }
  const known = (raw: string): string =>
    strict && FOREIGN_ENTITY.test(raw) ? fail('is no XML: it names an entity that XML does not have') : raw
  parser.on('openTag', (name, attributes, decode) =>
    guarded(() => {
      const value = (raw: string | undefined) => (raw === undefined ? undefined : decode(known(raw)))
      listener.open?.(local(name), {
        get(wanted) {
          const all = attributes()
          return value(all[wanted] ?? all[Object.keys(all).find((key) => key.endsWith(`:${wanted}`)) ?? wanted])
        },
        all: () => Object.fromEntries(Object.entries(attributes()).map(([key, raw]) => [local(key), value(raw) ?? ''])),
      })
    }),
  )
  parser.on('closeTag', (name) => guarded(() => listener.close?.(local(name))))
  parser.on('text', (text, decode) => guarded(() => listener.text?.(decode(known(text)))))
  parser.on('cdata', (text) => guarded(() => listener.text?.(text)))
  parser.on('attention', (text) =>
    guarded(() => {
      if (/^<!DOCTYPE/i.test(text)) fail('has a document type')
    }),
  )
  if (strict) parser.on('warn', (error) => guarded(() => fail(`is no XML: ${error.message}`)))
  parser.on('error', (error) => guarded(() => fail(`is no XML: ${error.message}`)))
  try {
    parser.parse(xml)
  } catch (error) {
    failure ??= malformed(`is no XML: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  if (failure !== undefined) throw failure
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
