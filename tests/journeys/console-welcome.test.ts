import { tellWelcomeStory } from './testing/welcome.ts'

for (const language of ['en', 'fa'] as const) tellWelcomeStory(language)
