import { boundTo, checkReach } from '../access/reach.ts'
import type { Viewer } from '../domain/identity.ts'
import { badInput } from './bad-input.ts'

/**
 * Whose objects a list shows: a learner's own; of the one whom a SERVICE acts for, which it has to name; of anybody
 * for staff, and of all when nobody is named.
 * @throws FORBIDDEN for a learner who names another
 */
export function learnerToList(viewer: Viewer, named: string | undefined): string | undefined {
  if (named !== undefined) checkReach(viewer, named)
  else if (viewer.role === 'SERVICE') throw badInput('filter.learnerId', 'needed for the role SERVICE')
  return named ?? boundTo(viewer) ?? undefined
}
