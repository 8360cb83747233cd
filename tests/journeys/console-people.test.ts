import { peopleStory } from './stories/people.ts'

peopleStory('en')
peopleStory('fa')
