import type { Viewer } from '../domain/identity.ts'

/**
 * Names what a viewer's rights make of a result: two viewers with the same key are told the same of the same object.
 * Staff and services see all work alike; a learner sees their own.
 */
export function rightsKey({ role, subject }: Viewer): string {
  return role === 'LEARNER' ? `LEARNER ${subject}` : role
}
