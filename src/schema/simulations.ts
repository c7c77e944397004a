import type { Simulation } from '../domain/simulation.ts'
import * as resolvers from '../resolvers/simulations.ts'
import { ADMINS, EVERYBODY, STAFF } from './audience.ts'
import { builder } from './builder.ts'
import { connectionType, pageArgs } from './connections.ts'
import { resultUnion } from './failures.ts'
import { RubricCriterionType } from './rubrics.ts'
import { TaskType } from './tasks.ts'

/** One published version of a simulation. */
export const SimulationType = builder.objectRef<Simulation>('Simulation').implement({
  description: 'One published, immutable version of a job simulation.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of this version.' }),
    slug: t.exposeString('slug', { description: 'The name that all versions share.' }),
    version: t.exposeInt('version', { description: 'Grows by one with each changed publish of the slug.' }),
    title: t.string({ description: 'What it is called.', resolve: ({ definition }) => definition.title }),
    instructions: t.string({
      description: 'The story and what is to be done, in Markdown.',
      resolve: ({ definition }) => definition.instructions,
    }),
    tasks: t.field({
      type: [TaskType],
      description: 'What is to be answered.',
      resolve: ({ definition }) => definition.tasks,
    }),
    rubric: t.field({
      type: [RubricCriterionType],
      description: 'By what it is scored, frozen into this version.',
      resolve: ({ rubric }) => [...rubric],
    }),
    maxAttempts: t.int({
      nullable: true,
      description: 'How many submissions a learner may begin; null for any number.',
      resolve: ({ definition }) => definition.maxAttempts ?? null,
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      description: 'When this version was published.',
    }),
    definition: t.field({
      authScopes: STAFF,
      type: 'JSON',
      nullable: true,
      description: 'Staff only: the whole definition, with answers and hidden tests.',
      resolve: ({ definition }) => definition,
    }),
  }),
})

const SimulationConnection = connectionType('Simulation', 'simulations', SimulationType)

const PublishSimulationInput = builder.inputType('PublishSimulationInput', {
  description: 'A simulation to publish.',
  fields: (t) => ({
    definition: t.field({
      type: 'JSON',
      required: true,
      description: 'The definition, in the form of the files in `simulations/`.',
    }),
  }),
})

/** Simulations: read and published. */
export function addSimulations(): void {
  const PublishSimulationResult = resultUnion('PublishSimulation', SimulationType)
  builder.queryFields((t) => ({
    simulation: t.field({
      authScopes: EVERYBODY,
      type: SimulationType,
      nullable: true,
      description: 'One simulation. An id is one version; a slug is its newest version.',
      args: { id: t.arg.id({ required: true, description: 'An id or a slug.' }) },
      resolve: (_root, args, context) => resolvers.findSimulation(args, context),
    }),
    simulations: t.field({
      authScopes: EVERYBODY,
      type: SimulationConnection,
      description: 'The newest version of each simulation, by slug.',
      args: pageArgs(t.arg),
      resolve: (_root, args, context) => resolvers.listSimulations(args, context),
    }),
  }))
  builder.mutationFields((t) => ({
    publishSimulation: t.field({
      authScopes: ADMINS,
      type: PublishSimulationResult,
      description: 'Publishes a definition. An unchanged definition returns the version that holds it.',
      args: {
        input: t.arg({ type: PublishSimulationInput, required: true, description: 'What to publish.' }),
      },
      resolve: (_root, { input }, context) => resolvers.publishSimulation(input, context),
    }),
  }))
}
