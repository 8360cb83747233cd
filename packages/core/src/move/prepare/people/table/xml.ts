import { Parser } from 'saxen'
import { CaravanError } from '../../../../model/index.ts'
import { unreadable } from './table.ts'

/** What is told of an XML text. Prefixes of name spaces are left aside, in names of elements and in those asked for. */
export interface XmlListener {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Goes through an XML text. A document type is refused: spreadsheets have none, and it is where entities that grow or
 * that name files come from. What a listener throws comes up.
 */
export function readXml(xml: string, listener: XmlListener): void {
  if (xml.trim() === '') return
  const parser = new Parser()
  let failure: unknown
  const guarded = (work: () => void): void => {
    if (failure !== undefined) return
    try {
      work()
    } catch (error) {
      failure = error
      parser.stop()
    }
  }
  parser.on('openTag', (name, attributes, decode) =>
    guarded(() =>
      listener.open?.(local(name), (wanted) => {
        const all = attributes()
        const value = all[wanted] ?? all[Object.keys(all).find((key) => key.endsWith(`:${wanted}`)) ?? wanted]
        return value === undefined ? undefined : decode(value)
      }),
    ),
  )
  parser.on('closeTag', (name) => guarded(() => listener.close?.(local(name))))
  parser.on('text', (text, decode) => guarded(() => listener.text?.(decode(text))))
  parser.on('cdata', (text) => guarded(() => listener.text?.(text)))
  parser.on('attention', (text) =>
    guarded(() => {
      if (/^<!DOCTYPE/i.test(text)) throw malformed('it declares a document type')
    }),
  )
  parser.on('error', (error) =>
    guarded(() => {
      throw malformed(error.message)
    }),
  )
  try {
    parser.parse(xml)
  } catch (error) {
    failure ??= error
  }
  if (failure === undefined) return
  throw failure instanceof CaravanError ? failure : malformed(failure instanceof Error ? failure.message : 'unknown')
}

const malformed = (why: string): CaravanError =>
  unreadable(
    `The workbook's content is malformed: ${why}.`,
    'Open it in your spreadsheet program and save it as XLSX or CSV again.',
  )
