import type { Task, TaskLimits } from '../domain/task.ts'
import { type VisibleTest, visibleTests } from '../resolvers/simulations.ts'
import { builder } from './builder.ts'

const TaskKind = builder.enumType('TaskKind', {
  description: 'What kind of answer a task takes.',
  values: {
    CODE: { description: 'A program.' },
    SQL: { description: 'A query.' },
    TEXT: { description: 'Prose.' },
    CHOICE: { description: 'One or more of the given options.' },
  } as const,
})

const TaskLimitsType = builder.objectRef<TaskLimits>('TaskLimits').implement({
  description: 'What one test of a program may use.',
  fields: (t) => ({
    timeMs: t.exposeInt('timeMs', {
      description: 'Work, as milliseconds of the metered engine: no load of the machine changes it.',
    }),
    memoryMb: t.exposeInt('memoryMb', { description: 'Memory of the program, in MiB.' }),
  }),
})

const VisibleTestType = builder.objectRef<VisibleTest>('VisibleTest').implement({
  description: 'A test that learners may read.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What the test is about.' }),
    weight: t.exposeFloat('weight', { description: 'Its share among the task’s tests.' }),
    kind: t.exposeString('kind', { description: 'call, suite or io.' }),
    definition: t.field({
      type: 'JSON',
      description: 'The whole test, as its author wrote it.',
      resolve: (test) => test.definition,
    }),
  }),
})

const KINDS = { code: 'CODE', sql: 'SQL', text: 'TEXT', choice: 'CHOICE' } as const

const code = (task: Task) => (task.kind === 'code' ? task : null)
const sql = (task: Task) => (task.kind === 'sql' ? task : null)
const prose = (task: Task) => (task.kind === 'text' ? task : null)
const choice = (task: Task) => (task.kind === 'choice' ? task : null)

/** A task without what a learner may not know. */
export const TaskType = builder.objectRef<Task>('Task').implement({
  description:
    'What a learner may know of a task. References, answers, key points, model queries and hidden tests are not here.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The name under which its answer is given.' }),
    kind: t.field({
      type: TaskKind,
      description: 'What kind of answer it takes.',
      resolve: ({ kind }) => KINDS[kind],
    }),
    weight: t.exposeFloat('weight', { description: 'Its share among the tasks.' }),
    instructions: t.exposeString('instructions', { description: 'What is to be done, in Markdown.' }),
    language: t.string({
      nullable: true,
      description: 'CODE: the programming language.',
      resolve: (task) => code(task)?.language ?? null,
    }),
    starter: t.string({
      nullable: true,
      description: 'CODE: what the learner begins with.',
      resolve: (task) => code(task)?.starter ?? null,
    }),
    setup: t.string({
      nullable: true,
      description: 'SQL: the statements that make the tables.',
      resolve: (task) => sql(task)?.setup ?? null,
    }),
    options: t.stringList({
      nullable: true,
      description: 'CHOICE: what can be chosen.',
      resolve: (task) => choice(task)?.options ?? null,
    }),
    multiple: t.boolean({
      nullable: true,
      description: 'CHOICE: whether more than one option may be chosen.',
      resolve: (task) => choice(task)?.multiple ?? null,
    }),
    minWords: t.int({
      nullable: true,
      description: 'TEXT: the fewest words.',
      resolve: (task) => prose(task)?.minWords ?? null,
    }),
    maxWords: t.int({
      nullable: true,
      description: 'TEXT: the most words.',
      resolve: (task) => prose(task)?.maxWords ?? null,
    }),
    limits: t.field({
      type: TaskLimitsType,
      nullable: true,
      description: 'CODE: what one test may use. SQL: what the whole answer may use.',
      resolve: (task) => (code(task) ?? sql(task))?.limits ?? null,
    }),
    visibleTests: t.field({
      type: [VisibleTestType],
      description: 'The tests that learners may read.',
      resolve: (task) => visibleTests(task),
    }),
  }),
})
