import { Turns } from '../discover/turns.ts'

/**
 * Sign-ins of master users while somebody waits: for each service, in this process. A service that counts wrong passwords
 * locks its administrator out.
 */
export const masterTurns = new Turns({ aMinute: 5, atOnce: 8 })
