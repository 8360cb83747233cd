import { peopleStory } from './stories/people.ts'

peopleStory('ru')
peopleStory('zh')
