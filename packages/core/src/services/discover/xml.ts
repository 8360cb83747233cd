import { CaravanError } from '../../model/errors.ts'
import { readXmlEvents } from '../../xml/events.ts'

/** An element: its name without a prefix, its attributes, its text without surrounding blanks, what is in it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly XmlElement[]
}

interface Open extends XmlElement {
  text: string
  readonly children: Open[]
}

const MOST_CHARACTERS = 262_144
const MOST_ELEMENTS = 5_000
const DEEPEST = 32

/**
 * Reads a small XML document of a stranger. A document type is refused, and with it every entity but XML's own five: no
 * settings file needs one, and entities are how a small document becomes a large one or reads files.
 *
 * @throws CaravanError `answer-malformed`
 */
export function readXml(text: string): XmlElement {
  if (text.length > MOST_CHARACTERS) throw malformed('is too long')
  const open: Open[] = []
  let root: Open | undefined
  let elements = 0
  // Some servers put a byte order mark or a blank line before the declaration.
  readXmlEvents(
    text.replace(/^[\ufeff\s]+/, ''),
    {
      open(name, attributes) {
        elements++
        if (elements > MOST_ELEMENTS || open.length >= DEEPEST) throw malformed('has too many elements')
        const element: Open = { name, attributes: attributes.all(), text: '', children: [] }
        open.at(-1)?.children.push(element)
        if (root !== undefined && open.length === 0) throw malformed('is no XML: it has two roots')
        root ??= element
        open.push(element)
      },
      text(more) {
        const element = open.at(-1)
        if (element !== undefined) element.text += more
      },
      close() {
        const element = open.pop()
        if (element !== undefined) element.text = element.text.trim()
      },
    },
    { strict: true, malformed },
  )
  if (root === undefined) throw malformed('is empty')
  return root
}

/** The children of this name. */
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name)

/** The text of the first child of this name. */
export const textOf = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text

const malformed = (why: string): CaravanError =>
  new CaravanError('answer-malformed', `The answer ${why}.`, 'Tell who publishes it; the other sources were asked too.')
