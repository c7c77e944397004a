import { z } from 'zod'
import type { Json } from './json.ts'
import type { SimulationDefinition, Task } from './simulation.ts'
import { checkSourcePath } from './source-path.ts'

/** Data that cannot be scored, whatever is retried. The message names the field. */
export class Unscorable extends Error {
  override readonly name = 'Unscorable'
  readonly code = 'INVALID_SUBMISSION_DATA'
}

/** A learner's answer to one task, by the task's kind. */
export type Answer =
  | { readonly kind: 'code'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'choice'; readonly choice: readonly string[] }

const filesSchema = z.record(z.string(), z.string()).superRefine((files, context) => {
  for (const path of Object.keys(files)) {
    const fault = checkSourcePath(path)
    if (fault !== null) context.addIssue({ code: 'custom', path: [path], message: fault })
  }
})
const codeSchema = z.union([z.strictObject({ code: z.string() }), z.strictObject({ files: filesSchema })])
const choiceSchema = z.strictObject({ choice: z.array(z.string()).max(50) })

/**
 * A submission's data as an answer for each task; a task that was not answered is not in the map.
 * @throws Unscorable when the data has the wrong shape for the simulation's tasks
 */
export function readAnswers(definition: SimulationDefinition, data: Json): ReadonlyMap<string, Answer> {
  if (!isRecord(data)) throw new Unscorable('data: expected an object')
  const keys = Object.keys(data)
  if (keys.length === 0) return new Map()
  const answers = data.answers
  if (answers !== undefined) {
    const stray = keys.find((key) => key !== 'answers')
    if (stray !== undefined) throw new Unscorable(`${stray}: does not go with answers`)
    return readEach(definition, answers)
  }
  const [task, ...others] = definition.tasks
  if (task?.kind !== 'code' || others.length > 0) {
    throw new Unscorable(`${keys[0]}: this simulation takes its answers by task id, under answers`)
  }
  return new Map([[task.id, readAnswer(task, data, '')]])
}

function readEach(definition: SimulationDefinition, answers: Json): ReadonlyMap<string, Answer> {
  if (!isRecord(answers)) throw new Unscorable('answers: expected an object by task id')
  return new Map(
    Object.entries(answers).map(([id, answer]) => {
      const task = definition.tasks.find((candidate) => candidate.id === id)
      if (task === undefined) throw new Unscorable(`answers.${id}: no task of this simulation has this id`)
      return [id, readAnswer(task, answer, `answers.${id}.`)]
    }),
  )
}

function readAnswer(task: Task, answer: Json, base: string): Answer {
  switch (task.kind) {
    case 'code': {
      const parsed = parse(codeSchema, answer, base, 'code or files')
      return { kind: 'code', files: 'code' in parsed ? { [task.entry]: parsed.code } : parsed.files }
    }
    case 'choice':
      return { kind: 'choice', choice: readChoice(task.options, answer, base) }
  }
}

function readChoice(options: readonly string[], answer: Json, base: string): readonly string[] {
  const { choice } = parse(choiceSchema, answer, base, 'choice')
  choice.forEach((option, i) => {
    if (!options.includes(option))
      throw new Unscorable(`${base}choice.${i}: ${option.slice(0, 100)} is not an option`)
  })
  return [...new Set(choice)]
}

function parse<T>(schema: z.ZodType<T>, answer: Json, base: string, wanted: string): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const issue = deepestIssue(parsed.error.issues)
  const path = base + issue.path.join('.')
  if (issue.path.length === 0) throw new Unscorable(`${base.slice(0, -1) || 'data'}: expected ${wanted}`)
  throw new Unscorable(`${path}: ${issue.message}`)
}

/** Of a union's issues, those of the branch that came furthest name the field best. */
function deepestIssue(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const flat = issues.flatMap((issue) => (issue.code === 'invalid_union' ? issue.errors.flat() : [issue]))
  const known = flat.filter((issue) => issue.code !== 'unrecognized_keys' && issue.message !== UNDEFINED)
  const [first, ...rest] = known.length > 0 ? known : flat
  if (first === undefined) throw new Error('zod gave an error without an issue')
  return rest.reduce((best, issue) => (issue.path.length > best.path.length ? issue : best), first)
}

const UNDEFINED = 'Invalid input: expected string, received undefined'

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
