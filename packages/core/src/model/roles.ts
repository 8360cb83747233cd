/**
 * Who may do what. A member has one role in an organisation; what it allows is this table and nothing else, so that the
 * API, the stage machine and the console judge alike.
 */
export const ROLES = ['owner', 'lead', 'writer', 'approver', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/**
 * - read: everything of the organisation but secrets.
 * - organisation:manage: settings, the gates that the organisation turns off, handing over, purging.
 * - members:manage: invite and remove members, for the roles of `GRANTS`.
 * - audit:read: the audit log.
 * - tokens:manage, webhooks:manage: API tokens and webhooks of the organisation.
 * - move:write: moves, services, waves and plans. move:run: start and stop passes, go from stage to stage.
 * - people:write: mailboxes, employees, addresses and what is decided of them.
 * - credentials:write: put and erase credentials; nobody reads them.
 * - exceptions:accept: sign that a listed message stays behind.
 * - gate:override: pass a gate in spite of a check, where the check allows the role to.
 * - approve: approve or reject the change request.
 * - senders:manage: sender addresses and who may use them. senders:use: write with those one may use.
 */
export const PERMISSIONS = [
  'read',
  'organisation:manage',
  'members:manage',
  'audit:read',
  'tokens:manage',
  'webhooks:manage',
  'move:write',
  'move:run',
  'people:write',
  'credentials:write',
  'exceptions:accept',
  'gate:override',
  'approve',
  'senders:manage',
  'senders:use',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The lead runs the move and cannot approve it: four eyes, but for an owner, whose decision it is. */
const ALLOWED: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  lead: PERMISSIONS.filter((permission) => permission !== 'organisation:manage' && permission !== 'approve'),
  writer: ['read', 'senders:use'],
  approver: ['read', 'approve'],
  viewer: ['read'],
}

/** The roles that a member with `members:manage` may give, change and take away; a lead calls in the approver, too. */
const GRANTS: Readonly<Record<Role, readonly Role[]>> = {
  owner: ROLES,
  lead: ['writer', 'approver', 'viewer'],
  writer: [],
  approver: [],
  viewer: [],
}

export function permissionsOf(role: Role): readonly Permission[] {
  return ALLOWED[role]
}

export function may(role: Role, permission: Permission): boolean {
  return ALLOWED[role].includes(permission)
}

/** Whether a member of this role may make, change or remove a member of that one. */
export function mayGrant(role: Role, given: Role): boolean {
  return GRANTS[role].includes(given)
}
