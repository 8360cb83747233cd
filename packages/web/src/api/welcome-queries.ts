import { type AnswerOf, type BodyOf, welcome } from '@caravan/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { type InMove, moveKey } from './queries.ts'

export type WelcomeSettings = AnswerOf<typeof welcome.readWelcome>
export type AskedLetter = BodyOf<typeof welcome.previewWelcome>

export const welcomeQuery = (at: InMove) =>
  queryOptions({
    queryKey: [...moveKey(at), 'welcome'],
    queryFn: () => client.call(welcome.readWelcome, { params: at }),
  })

/** The letter as it would be laid. It stands under no move: an event changes nothing of it. */
export const welcomePreviewQuery = (at: InMove, asked: AskedLetter) =>
  queryOptions({
    queryKey: ['welcome-preview', at.move, asked.language, asked.contact, asked.words[asked.language]],
    queryFn: () => client.call(welcome.previewWelcome, { params: at, body: asked }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
