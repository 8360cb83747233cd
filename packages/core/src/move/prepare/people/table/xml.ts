import { readXmlEvents, type XmlListener } from '../../../../xml/events.ts'
import { unreadable } from './table.ts'

/** Goes through a part of a workbook; an empty one has nothing. What a listener throws comes up. */
export function readXml(xml: string, listener: XmlListener): void {
  if (xml.trim() !== '') readXmlEvents(xml, listener, { strict: false, malformed })
}

const malformed = (why: string): Error =>
  unreadable(
    `The workbook is malformed: a part of it ${why}.`,
    'Open it in your spreadsheet program and save it as XLSX or CSV again.',
  )
