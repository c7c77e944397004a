/** What a credential lets its holder do, from the least to the most. */
export const ROLES = ['LEARNER', 'SERVICE', 'REVIEWER', 'ADMIN'] as const
export type Role = (typeof ROLES)[number]

/**
 * Who a request comes from: `subject` names the person or the program in the audit log. Of a LEARNER it is the
 * learner's id.
 */
export interface Viewer {
  readonly subject: string
  readonly role: Role
}
