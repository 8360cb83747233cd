import { ownerStory } from './stories/owner.ts'

ownerStory('en')
ownerStory('fa')
