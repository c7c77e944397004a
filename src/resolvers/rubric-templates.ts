import { z } from 'zod'
import type { Failure } from '../domain/failures.ts'
import { plainText } from '../domain/plain-text.ts'
import { type RubricTemplate, rubricSchema } from '../domain/rubric.ts'
import { recordAudit } from '../store/audit-log.ts'
import * as store from '../store/rubric-templates.ts'
import type { Context } from './context.ts'
import { parseInput, refuseTooDeep } from './inputs.ts'

/** The newest version of each template. */
export function listRubricTemplates({ db }: Context): Promise<RubricTemplate[]> {
  return store.listRubricTemplates(db)
}

const saveInput = z.object({ name: plainText, criteria: rubricSchema })

/** Keeps criteria under a name; simulations that were published before keep theirs. */
export async function saveRubricTemplate(input: object, context: Context): Promise<RubricTemplate | Failure> {
  const tooDeep = refuseTooDeep(input, 'criteria')
  if (tooDeep !== null) return tooDeep
  const parsed = parseInput(saveInput, withoutNulls(input))
  if ('failure' in parsed) return parsed.failure
  const { viewer, requestId, address } = context
  return context.db.transaction().execute(async (tx) => {
    const { template, isNew } = await store.saveRubricTemplate(tx, parsed.ok.name, parsed.ok.criteria)
    const { id: target, name, version } = template
    const entry = {
      actor: viewer.subject,
      role: viewer.role,
      action: 'saveRubricTemplate',
      target,
      address,
      requestId,
    }
    if (isNew) await recordAudit(tx, { ...entry, detail: { name, version } })
    return template
  })
}

/** GraphQL says null where a definition leaves out. */
function withoutNulls(input: object): unknown {
  return JSON.parse(JSON.stringify(input), (_key, value: unknown) => value ?? undefined)
}
