import { employeeStory } from './stories/employee.ts'
import { employeeGround } from './testing/employee-ground.ts'

const ground = employeeGround()

employeeStory('en', ground)
employeeStory('ru', ground)
