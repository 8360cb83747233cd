/**
 * What the page does more where scripts run: it takes the code out of the link, shows that a check is under way and what
 * was typed, looks again how far the copy is, and sends files in
 * pieces, so that a broken line costs little. All else is links and forms.
 */
import { takeCode } from './script/code.ts'
import { sendFiles } from './script/files.ts'
import { showWork } from './script/forms.ts'
import { lookAgain } from './script/live.ts'

document.documentElement.dataset['scripted'] = ''
takeCode()
showWork()
lookAgain()
sendFiles()
