import type { RubricCriterion, RubricTemplate } from '../domain/rubric.ts'
import * as resolvers from '../resolvers/rubric-templates.ts'
import { ADMINS, STAFF } from './audience.ts'
import { builder } from './builder.ts'
import { resultUnion } from './failures.ts'

/** A criterion of a rubric. */
export const RubricCriterionType = builder.objectRef<RubricCriterion>('RubricCriterion').implement({
  description: 'What is judged, and how much it counts.',
  fields: (t) => ({
    criterion: t.exposeString('criterion', {
      description: 'codeQuality, correctness, documentation, performance, or a name of the rubric’s own.',
    }),
    weight: t.exposeFloat('weight', { description: '0..1; the weights of a rubric sum to 1.' }),
    binding: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'What a criterion of the rubric’s own is measured by: `{tasks: [id]}`, `{tests: [group]}` or `{findings: [category]}`.',
      resolve: ({ binding }) => binding ?? null,
    }),
  }),
})

const RubricTemplateType = builder.objectRef<RubricTemplate>('RubricTemplate').implement({
  description: 'A rubric under a name, for simulations to refer to.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of this version.' }),
    name: t.exposeString('name', { description: 'What simulations call it.' }),
    version: t.exposeInt('version', { description: 'Grows by one with each changed save.' }),
    criteria: t.field({
      type: [RubricCriterionType],
      description: 'What is judged; the weights sum to 1.',
      resolve: ({ criteria }) => [...criteria],
    }),
  }),
})

const RubricCriterionInput = builder.inputType('RubricCriterionInput', {
  description: 'What is judged, and how much it counts.',
  fields: (t) => ({
    criterion: t.string({
      required: true,
      description:
        'codeQuality, correctness, documentation, performance, or a name of your own with a binding.',
    }),
    weight: t.float({ required: true, description: '0..1; the weights of a rubric must sum to 1.' }),
    binding: t.field({
      type: 'JSON',
      description:
        'For a criterion of your own: `{tasks: [id]}`, `{tests: [group]}` or `{findings: [category]}`.',
    }),
  }),
})

const SaveRubricTemplateInput = builder.inputType('SaveRubricTemplateInput', {
  description: 'A rubric and its name.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'What simulations will call it. A known name gets a new version.',
    }),
    criteria: t.field({
      type: [RubricCriterionInput],
      required: true,
      description: 'What is judged; the weights must sum to 1.',
    }),
  }),
})

/** Rubric templates: read and saved. */
export function addRubrics(): void {
  const SaveRubricTemplateResult = resultUnion('SaveRubricTemplate', RubricTemplateType)
  builder.queryFields((t) => ({
    rubricTemplates: t.field({
      authScopes: STAFF,
      type: [RubricTemplateType],
      description: 'The newest version of each template, by name.',
      resolve: (_root, _args, context) => resolvers.listRubricTemplates(context),
    }),
  }))
  builder.mutationFields((t) => ({
    saveRubricTemplate: t.field({
      authScopes: ADMINS,
      type: SaveRubricTemplateResult,
      description:
        'Keeps a rubric under a name. Simulations that are published already keep the criteria they have.',
      args: {
        input: t.arg({
          type: SaveRubricTemplateInput,
          required: true,
          description: 'The rubric and its name.',
        }),
      },
      resolve: (_root, { input }, context) => resolvers.saveRubricTemplate(input, context),
    }),
  }))
}
