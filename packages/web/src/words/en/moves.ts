export const moves = {
  title: 'Moves',
  make: 'Plan a move',
  made: 'planned {{day}}',
  paused: 'paused',
  cutOver: 'cut-over {{day}}',
  empty: {
    title: 'Plan the first move',
    text: 'A move takes the mailboxes of a company from the old mail service to the new one, in eight stages. Nothing is copied before it is approved, and the old mailboxes stay as they are.',
    example: 'For example: 40 mailboxes of alvero.example go to a new service and keep their addresses.',
  },
  noOrganisation: {
    title: 'You work for no organisation yet',
    text: 'Ask somebody who leads a move to invite you, then open the link of the invitation.',
  },
} as const

export const newMove = {
  title: 'Plan a move',
  text: 'Two answers are enough to begin. Everything can be changed until it is approved.',
  name: 'What do you call it?',
  nameHint: 'For example: Alvero Doors to the new mail',
  kind: 'What happens to the addresses?',
  submit: 'Plan the move',
  mayNot: 'You may look at moves here, and not plan one. Ask an owner or a lead.',
} as const

export const kind = {
  'same-domain': {
    name: 'Same domain, new service',
    text: 'All addresses stay as they are. Only the service behind them changes.',
  },
  'new-addresses': {
    name: 'New addresses',
    text: 'Everybody gets an address at another domain. The old ones go on receiving for a while.',
  },
  'first-company-mail': {
    name: 'First company mail',
    text: 'People used private mailboxes until now. What is the company’s goes to the new service.',
  },
} as const
