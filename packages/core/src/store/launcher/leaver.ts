/**
 * Follows a process that ended without leaving its data folder: stops the server unless somebody else is present.
 * Started by embedded.ts with the data folder as its argument.
 */
import { prepareHome } from './home.ts'
import { follow } from './presence.ts'

const [, , dataFolder] = process.argv
if (dataFolder) await follow(await prepareHome(dataFolder))
