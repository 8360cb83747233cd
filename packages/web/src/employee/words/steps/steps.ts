/** What to do at an old service, by the keys of the API; a language that lacks one shows the server's English. */
export type Steps = Readonly<Record<string, string>>
