import { discoverAnswers } from '../discover/answers.ts'
import { hostAnswers } from '../host/answers.ts'
import { invitationAnswers } from '../organisations/invitations.ts'
import { memberAnswers } from '../organisations/members.ts'
import { organisationAnswers } from '../organisations/membership.ts'
import { purgeAnswers } from '../organisations/purge.ts'
import { tokenAnswers } from '../organisations/tokens.ts'
import { signInAnswers } from '../sign-in/answers.ts'
import { webhookAnswers } from '../webhooks/answers.ts'
import type { Answer } from './answers.ts'

/** What answers every route of the contract. */
export const ANSWERS: readonly Answer[] = [
  ...hostAnswers,
  ...signInAnswers,
  ...organisationAnswers,
  ...memberAnswers,
  ...invitationAnswers,
  ...tokenAnswers,
  ...purgeAnswers,
  ...webhookAnswers,
  ...discoverAnswers,
]
