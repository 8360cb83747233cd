import { mailboxesStory } from './stories/mailboxes.ts'

mailboxesStory('ru')
mailboxesStory('zh')
