import { randomBytes } from 'node:crypto'
import { Keyring, MasterKey } from '../master-key.ts'

export const newKey = (): MasterKey => new MasterKey(randomBytes(32))

export const ring = (...[first = newKey(), ...others]: MasterKey[]): Keyring => new Keyring(first, ...others)
