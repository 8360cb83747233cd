/** Credentials, sealed under a master key that the database and its backups do not hold. */
export {
  type Credential,
  type CredentialSlot,
  countCredentials,
  countLost,
  eraseCredentials,
  forgetCredential,
  forgetCredentials,
  listCredentials,
  type NewCredential,
  openCredential,
  PURPOSES,
  type Purpose,
  putCredential,
  putCredentials,
} from './credentials.ts'
export { type Binding, LARGEST_SECRET, open as openSealed, seal } from './envelope.ts'
export { readKeyFile } from './key-file.ts'
export { type Keyring, type MasterKey, parseMasterKeys } from './master-key.ts'
export { renewCredential } from './renew.ts'
export { type RotateOptions, type Rotation, rotate } from './rotate.ts'
export { openVault, type Vault, type VaultOptions } from './vault.ts'
