import { z } from 'zod'
import type { Json } from './json.ts'
import { cut } from './limits.ts'
import { plainIssue } from './plain-issues.ts'
import type { SimulationDefinition } from './simulation.ts'
import { checkSourcePath } from './source-path.ts'
import type { Task } from './task.ts'

/** Data that cannot be scored, whatever is retried. The message names the field. */
export class Unscorable extends Error {
  override readonly name = 'Unscorable'
  readonly code = 'INVALID_SUBMISSION_DATA'
}

/** A learner's answer to one task, by the task's kind. */
export type Answer =
  | { readonly kind: 'code'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly choice: readonly string[] }

const filesSchema = z.record(z.string(), z.string()).superRefine((files, context) => {
  for (const path of Object.keys(files)) {
    const fault = checkSourcePath(path)
    if (fault !== null) context.addIssue({ code: 'custom', path: [path], message: fault })
  }
})
const choiceSchema = z.array(z.string()).max(50)

/**
 * A submission's data as an answer for each task; a task that was not answered is not in the map.
 * @throws Unscorable when the data has the wrong shape for the simulation's tasks
 */
export function readAnswers(definition: SimulationDefinition, data: Json): ReadonlyMap<string, Answer> {
  if (!isRecord(data)) throw new Unscorable('data: must be an object')
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
  return new Map([[task.id, readAnswer(task, data, [])]])
}

function readEach(definition: SimulationDefinition, answers: Json): ReadonlyMap<string, Answer> {
  if (!isRecord(answers)) throw new Unscorable('answers: must be an object by task id')
  return new Map(
    Object.entries(answers).map(([id, answer]) => {
      const task = definition.tasks.find((candidate) => candidate.id === id)
      if (task === undefined) throw new Unscorable(`answers.${id}: no task of this simulation has this id`)
      return [id, readAnswer(task, answer, ['answers', id])]
    }),
  )
}

type Path = readonly (string | number)[]

function readAnswer(task: Task, answer: Json, path: Path): Answer {
  switch (task.kind) {
    case 'code': {
      const [key, value] = onlyEntry(answer, path, ['code', 'files'])
      return key === 'code'
        ? { kind: 'code', files: { [task.entry]: parse(z.string(), value, [...path, key]) } }
        : { kind: 'code', files: parse(filesSchema, value, [...path, key]) }
    }
    case 'sql': {
      const [key, value] = onlyEntry(answer, path, ['sql'])
      return { kind: 'sql', sql: parse(z.string(), value, [...path, key]) }
    }
    case 'text': {
      const [key, value] = onlyEntry(answer, path, ['text'])
      return { kind: 'text', text: parse(z.string(), value, [...path, key]) }
    }
    case 'choice': {
      const [key, value] = onlyEntry(answer, path, ['choice'])
      const choice = parse(choiceSchema, value, [...path, key])
      const stray = choice.findIndex((option) => !task.options.includes(option))
      if (stray >= 0) throw fault([...path, key, stray], `${cut(choice[stray] ?? '', 100)} is not an option`)
      return { kind: 'choice', choice: [...new Set(choice)] }
    }
  }
}

/** An answer has one part, of a name that its task's kind knows. */
function onlyEntry(answer: Json, path: Path, names: readonly string[]): [string, Json] {
  const wanted = `must hold ${names.join(' or ')}`
  if (!isRecord(answer)) throw fault(path, `${wanted}, in an object`)
  const [entry, ...others] = Object.entries(answer)
  if (entry === undefined || others.length > 0 || !names.includes(entry[0])) throw fault(path, wanted)
  return entry
}

function parse<T>(schema: z.ZodType<T>, value: Json, path: Path): T {
  const parsed = schema.safeParse(value, { error: plainIssue })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw fault([...path, ...(issue?.path ?? []).map(String)], issue?.message ?? 'faulty')
}

function fault(path: Path, message: string): Unscorable {
  return new Unscorable(`${path.length === 0 ? 'data' : path.join('.')}: ${message}`)
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
