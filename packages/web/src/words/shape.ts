/** A text that differs with a number: its forms by the categories of `Intl.PluralRules`, chosen by `count`. */
export interface Plural<Category extends string = string> {
  readonly plural: Readonly<Record<Category, string>>
}

export interface Tree {
  readonly [key: string]: string | Plural | Tree
}

/** The texts of another language: every key of the master, each plural in the forms of that language. */
export type Words<Master, Category extends Intl.LDMLPluralRule> = {
  readonly [Key in keyof Master]: Master[Key] extends string
    ? string
    : Master[Key] extends Plural
      ? Plural<Category>
      : Words<Master[Key], Category>
}

/** The keys of texts, with dots: `moves.empty.title`. */
export type KeyOf<Node, Path extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string | Plural ? `${Path}${Key}` : KeyOf<Node[Key], `${Path}${Key}.`>
}[keyof Node & string]

export const isPlural = (node: string | Plural | Tree): node is Plural =>
  typeof node === 'object' && typeof node['plural'] === 'object'

/** Every text of a catalog with its key; forms of a plural as i18next names them: `key_one`. */
export function flat(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, node]): [string, string][] => {
    const key = `${path}${name}`
    if (typeof node === 'string') return [[key, node]]
    if (isPlural(node)) return Object.entries(node.plural).map(([form, text]) => [`${key}_${form}`, text])
    return flat(node, `${key}.`)
  })
}

/** A date that ends in an abbreviation, `2027 г.`, has brought the full stop of its sentence along. */
export const withOneStop = (text: string): string => text.replaceAll(/(?<!\.)\.\.(?!\.)/g, '.')
