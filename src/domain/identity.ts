/** What a credential lets its holder do. */
export const ROLES = ['LEARNER', 'SERVICE', 'REVIEWER', 'ADMIN'] as const
export type Role = (typeof ROLES)[number]

/** Who a request comes from: `subject` names the person or the program in the audit log. */
export interface Viewer {
  readonly subject: string
  readonly role: Role
}
