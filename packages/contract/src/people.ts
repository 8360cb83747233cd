/** The people of a move: their mailboxes, where they come from, and the addresses that mail was sent to. */
export * from './people/address-rules.ts'
export * from './people/imports.ts'
export * from './people/mailbox-detail.ts'
export * from './people/mailboxes.ts'
export * from './people/seen.ts'
