import { rolesStory } from './stories/roles.ts'

rolesStory('en')
rolesStory('fa')
