import { tellWelcomeStory } from './testing/welcome.ts'

for (const language of ['ru', 'zh'] as const) tellWelcomeStory(language)
