import { organisations } from '@caravan/contract'
import { queryOptions } from '@tanstack/react-query'
import { ask } from './account.ts'
import { client } from './client.ts'

/** Whether this browser can make and use passkeys, and read and write them as JSON (WebAuthn Level 3 §5.1). */
const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential

/** A passkey is of a name; there is none for an address in digits (WebAuthn Level 2 §5.1.3, effective domain). */
export const hasName = (): boolean => !/^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/.test(location.hostname)

/** Whether somebody can make and use passkeys here. */
export const offersPasskeys = (): boolean => knowsPasskeys() && hasName()

/** Somebody, or their device, said no; or waited too long. Browsers do not tell which. */
export class PasskeyRefused extends Error {
  readonly why: 'refused' | 'there-already'
  constructor(why: 'refused' | 'there-already') {
    super(why)
    this.name = 'PasskeyRefused'
    this.why = why
  }
}

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async () => (await client.call(organisations.listPasskeys, {})).items,
})

export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>('passkey/generate-register-options')
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const response = await asked(() => navigator.credentials.create({ publicKey }))
  await ask('passkey/verify-registration', { response, ...(name !== '' && { name }) })
}

export async function signInWithPasskey(): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>('passkey/generate-authenticate-options')
  // The server asks for that afterwards; its library does not before.
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'required' })
  const response = await asked(() => navigator.credentials.get({ publicKey }))
  await ask('passkey/verify-authentication', { response })
}

export const renamePasskey = (id: string, name: string) => ask('passkey/update-passkey', { id, name })
export const removePasskey = (id: string) => ask('passkey/delete-passkey', { id })

/** What the device says, as JSON. Throws `PasskeyRefused`. */
async function asked(device: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await device()
    if (credential instanceof PublicKeyCredential) return credential.toJSON()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') throw new PasskeyRefused('there-already')
    if (!(error instanceof DOMException)) throw error
  }
  throw new PasskeyRefused('refused')
}
