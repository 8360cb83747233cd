import { setUpStory } from './stories/setup.ts'

setUpStory('en')
setUpStory('fa')
