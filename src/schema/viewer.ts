import type { Viewer } from '../domain/identity.ts'
import { EVERYBODY } from './audience.ts'
import { builder } from './builder.ts'

/** The roles. */
export const RoleType = builder.enumType('Role', {
  description: 'What a credential lets its holder do.',
  values: {
    LEARNER: { description: 'Work on simulations, and see the own results.' },
    SERVICE: { description: 'The same for any learner: a platform’s backend.' },
    REVIEWER: { description: 'See everything, score again.' },
    ADMIN: { description: 'Everything.' },
  } as const,
})

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who you are to this API.',
  fields: (t) => ({
    subject: t.exposeID('subject', { description: 'Your name in the audit log; a learner’s own id.' }),
    role: t.expose('role', { type: RoleType, description: 'What you may do.' }),
  }),
})

/** Who asks. */
export function addViewer(): void {
  builder.queryField('viewer', (t) =>
    t.field({
      authScopes: EVERYBODY,
      type: ViewerType,
      description: 'Who you are to this API.',
      resolve: (_root, _args, { viewer }) => viewer,
    }),
  )
}
