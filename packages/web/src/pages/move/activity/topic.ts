import type { EventTopic } from '@caravan/contract'

export const TOPICS: readonly EventTopic[] = ['trouble', 'passes', 'mailboxes', 'people', 'plan']

/** What the address of the page asks to be shown; undefined: everything. */
export const topicOf = (search: Readonly<Record<string, unknown>>): EventTopic | undefined =>
  TOPICS.find((one) => one === search['topic'])
