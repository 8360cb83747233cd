import { setUpStory } from './stories/setup.ts'

setUpStory('ru')
setUpStory('zh')
