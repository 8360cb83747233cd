/** A list of people that was chosen. */
export interface ChosenTable {
  /** Of its preview in the cache. */
  readonly key: string
  /** The file's name, or what the list is. */
  readonly name: string
  readonly input:
    | { readonly file: string }
    | { readonly pasted: string }
    | { readonly service: string }
    | { readonly seen: 'undecided' | string[] }
}
