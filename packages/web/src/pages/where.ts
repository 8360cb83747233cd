import { useParams } from '@tanstack/react-router'
import type { InMove, InOrganisation } from '../api/queries.ts'

/** The organisation that the address of the page names. */
export function useOrganisation(): InOrganisation {
  const { organisation = '' } = useParams({ strict: false })
  return { organisation }
}

/** The move that the address of the page names. */
export function useMove(): InMove {
  const { organisation = '', move = '' } = useParams({ strict: false })
  return { organisation, move }
}
