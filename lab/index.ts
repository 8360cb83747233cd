export { makeCertificate } from './certificate.ts'
export { LabError } from './command.ts'
export { type Comparison, compareMailboxes, type MailboxAt } from './compare.ts'
export { type Courier, type CourierOptions, startCourier } from './courier.ts'
export { type Cyrus, type CyrusOptions, startCyrus } from './cyrus.ts'
export { type Dovecot, type DovecotOptions, startDovecot } from './dovecot.ts'
export { DOVECOT_CAPABILITIES } from './dovecot-conf.ts'
export { labFolder } from './folder.ts'
export { type ForwardProxy, type ForwardProxyOptions, startForwardProxy } from './forward-proxy.ts'
export { type Generated, type GenerateOptions, generateMailbox, generateMessages } from './generate.ts'
export { type Knot, type KnotOptions, startKnot } from './knot.ts'
export { encodeMailboxName } from './mailbox-name.ts'
export { loadFolder, type MaildirMessage, writeMaildir } from './maildir.ts'
export { type MbsyncSide, runMbsync } from './mbsync.ts'
export { type MeddledConnection, type Meddler, type Meddling, startMeddler } from './meddler.ts'
export { type Nginx, type NginxOptions, type NginxSite, startNginx } from './nginx.ts'
export { freePort } from './port.ts'
export { canRunPostfix, type Postfix, type PostfixOptions, startPostfix } from './postfix.ts'
export { type Direction, type Faults, type Proxy, startProxy } from './proxy.ts'
export { Random } from './random.ts'
export { type SampleCompany, type SampleMailbox, sampleCompany, writeSample } from './sample.ts'
export { startScripted } from './scripted.ts'
export type {
  Handler,
  LiteralOffer,
  Reply,
  ScriptedAppend,
  ScriptedCommand,
  ScriptedOptions,
  ScriptedServer,
} from './scripted-types.ts'
export { type SmtpSink, type SmtpSinkOptions, startSmtpSink } from './smtp-sink.ts'
export { startTokenServer, type TokenServer } from './token-server.ts'
export { startTrap } from './trap.ts'
export type { Caught, Snare, Trap, TrapCommand, TrapPlace } from './trap-types.ts'
export { type UnpackRequest, unpack, unpackedPackages } from './unpack.ts'
export { startWebServer, type WebServer, type WebServerOptions } from './web-server.ts'
