/** One mailbox, the data's journey: inventory → plan → copy → verify → report. */
export { type ComparisonReport, compareMailboxes } from './compare.ts'
export type { PassOptions, Progress } from './context.ts'
export { planFolders } from './inventory/folders.ts'
export { runPass } from './pass.ts'
export { LABELS_SAID } from './plan/labels.ts'
export type { FolderMapping } from './plan/mapping.ts'
export { EVERYTHING, folderWanted, type Rules } from './plan/rules.ts'
export {
  type CollectedRecipients,
  type CollectOptions,
  collectRecipients,
  type FolderMark,
  type FolderPart,
} from './recipients/collect.ts'
export { type RecipientRow, RecipientTally, type TallyOptions, type TallyRows } from './recipients/tally.ts'
export { reportedError } from './report/make.ts'
export type {
  Counts,
  Fidelity,
  FolderReport,
  PassReport,
  ReportedError,
  ReportedException,
  Verified,
} from './report/report.ts'
export { accountedFor, emptyReport } from './report/report.ts'
export { type FolderSurvey, surveyMailbox } from './survey.ts'
export { type Weight, weigh } from './weigh.ts'
