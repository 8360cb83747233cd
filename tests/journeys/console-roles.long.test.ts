import { rolesStory } from './stories/roles.ts'

rolesStory('ru')
rolesStory('zh')
