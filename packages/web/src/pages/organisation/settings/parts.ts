export const PARTS = ['organisation', 'members', 'programs', 'account', 'server'] as const
export type Part = (typeof PARTS)[number]

/** The part of the settings that the address of the page names. */
export const partOf = (search: Readonly<Record<string, unknown>>): Part =>
  PARTS.find((one) => one === search['part']) ?? 'organisation'
