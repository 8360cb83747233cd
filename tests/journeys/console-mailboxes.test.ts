import { mailboxesStory } from './stories/mailboxes.ts'

mailboxesStory('en')
mailboxesStory('fa')
