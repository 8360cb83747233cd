/** What is decided of addresses, a part at a time. */
export const PARTS = ['new', 'roles', 'decisions', 'seen'] as const
export type Part = (typeof PARTS)[number]

/** What the page's address says of the part that is open. */
export interface AddressSearch {
  readonly part?: Part | undefined
}

export const readAddressSearch = ({ part }: Record<string, unknown>): AddressSearch => ({
  part: PARTS.find((one) => one === part),
})
