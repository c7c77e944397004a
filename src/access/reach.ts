import { GraphQLError } from 'graphql'
import type { Viewer } from '../domain/identity.ts'

// Whose work a viewer may see and change. What a role may do at all stands on the schema (schema/audience.ts).

/** The answer to what the viewer's role does not allow. */
export function forbidden(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } })
}

/** The learner whose work is all that a viewer reaches; null for those who reach everybody's. */
export function boundTo({ role, subject }: Viewer): string | null {
  return role === 'LEARNER' ? subject : null
}

/** Whether a viewer reaches a learner's work. */
export function reaches(viewer: Viewer, learnerId: string): boolean {
  return (boundTo(viewer) ?? learnerId) === learnerId
}

/** @throws FORBIDDEN when the viewer names a learner whose work is out of reach */
export function checkReach(viewer: Viewer, learnerId: string): void {
  if (!reaches(viewer, learnerId)) throw forbidden('learnerId: a learner reaches nobody’s work but their own')
}
