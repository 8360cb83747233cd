import { ownerStory } from './stories/owner.ts'

ownerStory('ru')
ownerStory('zh')
