/** Where people can come from. */
export const WAYS = ['file', 'paste', 'service', 'seen', 'hand'] as const

/** What the page's address says of where they come from. */
export interface ImportSearch {
  readonly from?: (typeof WAYS)[number] | undefined
}

export const readImportSearch = ({ from }: Record<string, unknown>): ImportSearch => ({
  from: WAYS.find((one) => one === from),
})
