import { alertAnswers } from '../alerts/answers.ts'
import { discoverAnswers } from '../discover/answers.ts'
import { boardAnswers } from '../employees/board.ts'
import { inviteAnswers } from '../employees/invite.ts'
import { employeePageAnswers } from '../employees/page-answers.ts'
import { reminderAnswers } from '../employees/reminders.ts'
import { eventAnswers } from '../events/answers.ts'
import { fileAnswers } from '../files/answers.ts'
import { historyAnswers } from '../history/answers.ts'
import { hostAnswers } from '../host/answers.ts'
import { passAnswers } from '../jobs/answers.ts'
import { controlAnswers } from '../jobs/control.ts'
import { activityAnswers } from '../moves/activity.ts'
import { estimateAnswers } from '../moves/estimate.ts'
import { exceptionAnswers } from '../moves/exceptions.ts'
import { moveAnswers } from '../moves/moves.ts'
import { overviewAnswers } from '../moves/overview.ts'
import { serviceAnswers } from '../moves/services.ts'
import { stageAnswers } from '../moves/stages.ts'
import { trySignInAnswers } from '../moves/try-sign-in.ts'
import { waveOrderAnswers } from '../moves/wave-order.ts'
import { waveAnswers } from '../moves/waves.ts'
import { consentAnswers } from '../oauth/answers.ts'
import { registerAnswers } from '../oauth/register.ts'
import { auditLogAnswers } from '../organisations/audit-log.ts'
import { invitationAnswers } from '../organisations/invitations.ts'
import { memberAnswers } from '../organisations/members.ts'
import { organisationAnswers } from '../organisations/membership.ts'
import { purgeAnswers } from '../organisations/purge.ts'
import { tokenAnswers } from '../organisations/tokens.ts'
import { addressAnswers } from '../people/addresses.ts'
import { exportAnswers } from '../people/export.ts'
import { givenPasswordAnswers } from '../people/given-password.ts'
import { importAnswers } from '../people/import.ts'
import { mailboxDetailAnswers } from '../people/mailbox-detail.ts'
import { mailboxListAnswers } from '../people/mailbox-list.ts'
import { mailboxAnswers } from '../people/mailboxes.ts'
import { seenAnswers } from '../people/seen.ts'
import { seenReadingAnswers } from '../people/seen-reading.ts'
import { signInAnswers } from '../sign-in/answers.ts'
import { oidcAnswers } from '../sign-in/oidc-answers.ts'
import { passkeyAnswers } from '../sign-in/passkeys.ts'
import { webhookAnswers } from '../webhooks/answers.ts'
import { welcomeAnswers } from '../welcome/settings.ts'
import type { Answer } from './answers.ts'

/** What answers every route of the contract. */
export const ANSWERS: readonly Answer[] = [
  ...hostAnswers,
  ...oidcAnswers,
  ...signInAnswers,
  ...passkeyAnswers,
  ...organisationAnswers,
  ...memberAnswers,
  ...invitationAnswers,
  ...tokenAnswers,
  ...auditLogAnswers,
  ...purgeAnswers,
  ...webhookAnswers,
  ...discoverAnswers,
  ...moveAnswers,
  ...overviewAnswers,
  ...activityAnswers,
  ...historyAnswers,
  ...serviceAnswers,
  ...trySignInAnswers,
  ...registerAnswers,
  ...consentAnswers,
  ...waveAnswers,
  ...waveOrderAnswers,
  ...estimateAnswers,
  ...stageAnswers,
  ...exceptionAnswers,
  ...mailboxListAnswers,
  ...mailboxDetailAnswers,
  ...mailboxAnswers,
  ...givenPasswordAnswers,
  ...importAnswers,
  ...exportAnswers,
  ...addressAnswers,
  ...seenAnswers,
  ...seenReadingAnswers,
  ...boardAnswers,
  ...inviteAnswers,
  ...reminderAnswers,
  ...welcomeAnswers,
  ...employeePageAnswers,
  ...fileAnswers,
  ...passAnswers,
  ...controlAnswers,
  ...eventAnswers,
  ...alertAnswers,
]
