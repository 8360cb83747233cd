import { ownerStory } from '../journeys/stories/owner.ts'
import { shot } from './shot.ts'

/** Like its neighbour. */
const LEFT_OUT = 'setup-new-service'

// From the first start to green, as the journey goes it.
ownerStory('en', async (page, name) => {
  if (name !== LEFT_OUT) await shot(page, `lead-${name}`)
})
