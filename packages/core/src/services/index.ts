/** Mail services: the port, its adapters, and what is known of each service. */
export { discover } from './discover/discover.ts'
export type {
  Asked,
  Candidate,
  Discovery,
  DiscoveryStatus,
  DiscoveryTools,
  Evidence,
  EvidenceSource,
  FoundKind,
  FoundProvider,
  FoundService,
  Note,
  ProbeState,
  SignIn,
  SignInWay,
} from './discover/discovery.ts'
export { type KnownProvider, knownProviders } from './discover/known.ts'
export { type EmployeeSignIn, type EmployeeWay, employeeSignIn } from './discover/steps.ts'
export { type DiscoverySettings, discoveryTools } from './discover/tools.ts'
export { FilesEndpoint } from './files/files.ts'
export { FILE_LIMITS, type FileLimits } from './files/limits.ts'
export { readMailFile } from './files/read.ts'
export { removeShelf, type ShelfHead } from './files/shelf.ts'
export { type ImapAccount, ImapEndpoint, type MailProxy } from './imap/endpoint.ts'
export { shownFolderName } from './imap/folders.ts'
export type { LabelWish } from './imap/labels.ts'
export { fetchThrough } from './imap/line.ts'
export { type Certificate, lookAtService, type ServiceLook } from './imap/look.ts'
export { masterSignIn } from './imap/master.ts'
export { listOtherUsers } from './imap/others.ts'
export { MemoryService } from './memory/memory.ts'
export { type OAuthApplication, type OAuthSettings, oauthApplication } from './oauth/application.ts'
export { beginConsent, endConsent } from './oauth/consent.ts'
export { askForDeviceCode, awaitDevice } from './oauth/device.ts'
export { type Grant, grantText, readGrant } from './oauth/grant.ts'
export { OAUTH_PROVIDERS, OAUTH_WAYS } from './oauth/provider.ts'
export { canRevoke, revokeGrant } from './oauth/revoke.ts'
export { type GrantKeeper, type TokenSource, tokensOfAdministrator, tokensOfGrant } from './oauth/tokens.ts'
export { keepingPace, termsAt } from './pace/endpoint.ts'
export { ASSUMED_SPEED, type Bound, type Estimate, estimate, type Load } from './pace/estimate.ts'
export type { Hours } from './pace/hours.ts'
export { type PaceTerms, type PaceWishes, termsOf } from './pace/terms.ts'
export { estimateTogether, type Pairing, type Turns } from './pace/together.ts'
export * from './port.ts'
export { GENERIC, profileForServer } from './profiles/index.ts'
export { limitsOf } from './profiles/limits.ts'
export type { Profile } from './profiles/profile.ts'
