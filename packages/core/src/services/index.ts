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
export { type EmployeeSignIn, type EmployeeWay, employeeSignIn } from './discover/steps.ts'
export { type DiscoverySettings, discoveryTools } from './discover/tools.ts'
export { type ImapAccount, ImapEndpoint } from './imap/endpoint.ts'
export { shownFolderName } from './imap/folders.ts'
export { listOtherUsers } from './imap/others.ts'
export { MemoryService } from './memory/memory.ts'
export * from './port.ts'
export { GENERIC, profileForServer } from './profiles/index.ts'
export type { Profile } from './profiles/profile.ts'
