import { consoleStory } from './stories/console.ts'

consoleStory('ru')
consoleStory('zh')
