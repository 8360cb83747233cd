import { z } from 'zod'
import { email, id, inOrganisation, language, moment, name } from './common.ts'
import { route, SCOPES } from './route.ts'

export const role = z.enum(['owner', 'lead', 'writer', 'approver', 'viewer'])

export const organisation = z.object({
  id,
  name,
  /** The agency whose client it is. */
  agency: id.nullable(),
  role,
  createdAt: moment,
})

export const me = route({
  id: 'me',
  method: 'GET',
  path: '/api/me',
  access: 'signed-in',
  summary: 'Who has signed in, and the organisations they work for.',
  answer: z.object({
    id: z.string(),
    name,
    email,
    hostAdministrator: z.boolean(),
    secondFactor: z.boolean(),
    /** Whether the program can send email: a server to send through is named. */
    sendsLetters: z.boolean(),
    /** Where links that the program makes lead to, without a path. */
    publicUrl: z.string(),
    organisations: z.array(organisation),
  }),
})

export const listPasskeys = route({
  id: 'listPasskeys',
  method: 'GET',
  path: '/api/me/passkeys',
  access: 'signed-in',
  summary: 'One’s passkeys, and when each was used last. Making, naming and removing them: `/api/auth/passkey/…`.',
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        createdAt: moment.nullable(),
        /** Null: not since it was made. */
        lastUsedAt: moment.nullable(),
        /** Kept by a password manager or an account, and so on other devices too. */
        synced: z.boolean(),
      }),
    ),
  }),
})

export const listOrganisations = route({
  id: 'listOrganisations',
  method: 'GET',
  path: '/api/organisations',
  access: 'signed-in',
  summary: 'The organisations that one works for; an agency sees those of its clients.',
  answer: z.object({ items: z.array(organisation) }),
})

export const makeOrganisation = route({
  id: 'makeOrganisation',
  method: 'POST',
  path: '/api/organisations',
  access: 'signed-in',
  summary:
    'Makes an organisation: a client of an agency that one manages, or, by the host administrator, one of its own.',
  body: z.object({ name, agency: id.nullable().default(null) }),
  status: 201,
  answer: organisation,
})

export const readOrganisation = route({
  id: 'readOrganisation',
  method: 'GET',
  path: '/api/organisations/{organisation}',
  access: 'read',
  summary: 'One organisation.',
  params: inOrganisation,
  answer: organisation,
})

export const renameOrganisation = route({
  id: 'renameOrganisation',
  method: 'PATCH',
  path: '/api/organisations/{organisation}',
  access: 'organisation:manage',
  summary: 'Gives an organisation another name.',
  params: inOrganisation,
  body: z.object({ name }),
  answer: organisation,
})

export const handOver = route({
  id: 'handOver',
  method: 'POST',
  path: '/api/organisations/{organisation}/hand-over',
  access: 'organisation:manage',
  summary:
    'Ends an agency’s work for a client: its members lose their access. The client must have an owner of its own.',
  params: inOrganisation,
  status: 204,
})

export const purge = route({
  id: 'purge',
  method: 'POST',
  path: '/api/organisations/{organisation}/purge',
  access: 'organisation:manage',
  summary: 'Erases an organisation whole, its mail’s ledger and credentials with it. Its name must be typed.',
  params: inOrganisation,
  body: z.object({ name }),
  answer: z.object({
    /** Rows erased, by table. */
    erased: z.record(z.string(), z.int()),
    /** Refused messages that were kept on this machine. Workers on others remove theirs within a quarter of a minute. */
    files: z.int(),
    /** Tables that were in use all the time and are written anew later, so that nothing is left in their files. */
    later: z.array(z.string()),
  }),
})

export const member = z.object({
  user: z.string(),
  name,
  email,
  role,
  /** By way of the agency. */ ofAgency: z.boolean(),
})

export const listMembers = route({
  id: 'listMembers',
  method: 'GET',
  path: '/api/organisations/{organisation}/members',
  access: 'read',
  summary: 'Who works for the organisation.',
  params: inOrganisation,
  answer: z.object({ items: z.array(member) }),
})

const oneMember = inOrganisation.extend({ user: z.string().max(100) })

export const changeMember = route({
  id: 'changeMember',
  method: 'PATCH',
  path: '/api/organisations/{organisation}/members/{user}',
  access: 'members:manage',
  summary: 'Gives a member another role.',
  params: oneMember,
  body: z.object({ role }),
  status: 204,
})

export const removeMember = route({
  id: 'removeMember',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/members/{user}',
  access: 'members:manage',
  summary: 'Ends somebody’s access.',
  params: oneMember,
  status: 204,
})

export const invitation = z.object({ id, email, role, expiresAt: moment, acceptedAt: moment.nullable() })

export const listInvitations = route({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/organisations/{organisation}/invitations',
  access: 'members:manage',
  summary: 'Who is invited and has not come.',
  params: inOrganisation,
  answer: z.object({ items: z.array(invitation) }),
})

export const invite = route({
  id: 'invite',
  method: 'POST',
  path: '/api/organisations/{organisation}/invitations',
  access: 'members:manage',
  summary: 'Invites somebody. The link is shown once, to be sent or printed.',
  params: inOrganisation,
  body: z.object({ email, role, /** Of the letter. */ language: language.default('en') }),
  status: 201,
  answer: invitation.extend({
    /** Works once. */ link: z.string(),
    /** Whether a letter went out. */ sent: z.boolean(),
  }),
})

export const revokeInvitation = route({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/invitations/{invitation}',
  access: 'members:manage',
  summary: 'Takes an invitation back.',
  params: inOrganisation.extend({ invitation: id }),
  status: 204,
})

export const acceptInvitation = route({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/invitations/accept',
  access: 'public',
  summary:
    'Comes in by an invitation’s link: as who has signed in, or with a new account, which the answer’s cookie signs in.',
  body: z.object({
    token: z.string().max(200),
    account: z.object({ name, password: z.string().min(12).max(256) }).optional(),
  }),
  answer: z.object({ organisation: id }),
})

const named = z.object({ id, name, members: z.array(z.string()) })
const group = named
const project = named.extend({ kind: z.enum(['brand', 'region', 'department']) })
const users = z.array(z.string().max(100)).max(10_000)

export const listGroups = route({
  id: 'listGroups',
  method: 'GET',
  path: '/api/organisations/{organisation}/groups',
  access: 'read',
  summary: 'Groups of members.',
  params: inOrganisation,
  answer: z.object({ items: z.array(group) }),
})

export const putGroup = route({
  id: 'putGroup',
  method: 'PUT',
  path: '/api/organisations/{organisation}/groups',
  access: 'members:manage',
  summary: 'Makes the group of this name, or changes who is in it.',
  params: inOrganisation,
  body: z.object({ name, members: users }),
  answer: group,
})

export const removeGroup = route({
  id: 'removeGroup',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/groups/{group}',
  access: 'members:manage',
  summary: 'Removes a group; its members stay.',
  params: inOrganisation.extend({ group: id }),
  status: 204,
})

export const listProjects = route({
  id: 'listProjects',
  method: 'GET',
  path: '/api/organisations/{organisation}/projects',
  access: 'read',
  summary: 'Brands, regions and departments.',
  params: inOrganisation,
  answer: z.object({ items: z.array(project) }),
})

export const putProject = route({
  id: 'putProject',
  method: 'PUT',
  path: '/api/organisations/{organisation}/projects',
  access: 'members:manage',
  summary: 'Makes the project of this name, or changes it.',
  params: inOrganisation,
  body: z.object({ name, kind: z.enum(['brand', 'region', 'department']), members: users }),
  answer: project,
})

export const removeProject = route({
  id: 'removeProject',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/projects/{project}',
  access: 'members:manage',
  summary: 'Removes a project; what belongs to it stays.',
  params: inOrganisation.extend({ project: id }),
  status: 204,
})

export const token = z.object({
  id,
  name,
  scopes: z.array(z.enum(SCOPES)),
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.nullable(),
})

export const listTokens = route({
  id: 'listTokens',
  method: 'GET',
  path: '/api/organisations/{organisation}/tokens',
  access: 'tokens:manage',
  summary: 'API tokens that work.',
  params: inOrganisation,
  answer: z.object({ items: z.array(token) }),
})

export const makeToken = route({
  id: 'makeToken',
  method: 'POST',
  path: '/api/organisations/{organisation}/tokens',
  access: 'tokens:manage',
  summary: 'Makes an API token, with no more rights than its maker has. It is shown once.',
  params: inOrganisation,
  body: z.object({ name, scopes: z.array(z.enum(SCOPES)).min(1), days: z.int().min(1).max(730).default(90) }),
  status: 201,
  answer: token.extend({ token: z.string() }),
})

export const revokeToken = route({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/api/organisations/{organisation}/tokens/{token}',
  access: 'tokens:manage',
  summary: 'Ends an API token at once.',
  params: inOrganisation.extend({ token: id }),
  status: 204,
})
