import { people, SCOPES } from '@caravan/contract'
import { PERMISSIONS } from '@caravan/core/model'
import { FIELDS } from '@caravan/core/move'
import { expect, test } from 'vitest'

// The contract knows nothing of core, so that a console can be built on it alone; these it has to say again.
test('what a token may be allowed is what a role may be allowed', () => {
  expect(SCOPES).toEqual(PERMISSIONS)
})

test('what a column can be corrected to is what a column can be taken for', () => {
  expect(people.importField.options).toEqual(FIELDS)
})
