import { test } from 'vitest'
import { checkStory } from './testing/check.ts'

test('of 50 secrets none is found anywhere, and after a purge no word of an organisation in the database or on disk', async () => {
  console.log(await checkStory({ messages: 20, kill: false }))
}, 600_000)
