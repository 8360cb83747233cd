import { expect, test } from 'vitest'
import { may, mayGrant, PERMISSIONS, permissionsOf, ROLES } from './roles.ts'

test('everybody reads, and a viewer does nothing else', () => {
  for (const role of ROLES) expect(may(role, 'read')).toBe(true)
  expect(permissionsOf('viewer')).toEqual(['read'])
})

test('who runs the move does not approve it, and who approves it changes nothing', () => {
  expect(may('lead', 'approve')).toBe(false)
  expect(permissionsOf('approver')).toEqual(['read', 'approve'])
  for (const permission of PERMISSIONS) expect(may('owner', permission)).toBe(true)
})

test('nobody gives a role that may do more than the giver', () => {
  for (const giver of ROLES)
    for (const given of ROLES.filter((role) => mayGrant(giver, role))) {
      expect(may(giver, 'members:manage')).toBe(true)
      // A lead may call in an approver without becoming one: the approval is another person's on purpose.
      const beyond = permissionsOf(given).filter((permission) => !may(giver, permission))
      expect(beyond).toEqual(giver === 'lead' && given === 'approver' ? ['approve'] : [])
    }
})
