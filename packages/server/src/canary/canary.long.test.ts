import { test } from 'vitest'
import { checkStory } from './testing/check.ts'

test('with a worker killed in mid pass: of 50 secrets none is found, and after a purge no word of an organisation', async () => {
  console.log(await checkStory({ messages: 1_000, kill: true }))
})
