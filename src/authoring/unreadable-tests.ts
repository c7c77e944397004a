import type { FieldError } from '../domain/failures.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import type { CodeLanguage, CodeTask } from '../domain/task.ts'
import type { Sandbox } from '../scoring/sandbox.ts'

const ENDINGS: Readonly<Record<CodeLanguage, string>> = { javascript: 'js', typescript: 'ts', python: 'py' }

/** A text of the author's in a task's language, and the field that holds it. */
interface Written {
  readonly path: readonly string[]
  readonly source: string
}

/**
 * The suites and the inputs of probes that cannot be read as their language. Where a task has a reference, that has
 * tried them; without one, every learner would fail by them.
 */
export async function unreadableTests(
  { tasks }: SimulationDefinition,
  sandbox: Pick<Sandbox, 'analyse'>,
): Promise<readonly FieldError[]> {
  const faults: FieldError[] = []
  for (const [index, task] of tasks.entries()) {
    if (task.kind !== 'code' || task.reference !== undefined) continue
    const written = writtenIn(task)
    if (written.length === 0) continue
    const nameOf = (i: number) => `${i}.${ENDINGS[task.language]}`
    const files = Object.fromEntries(written.map(({ source }, i) => [nameOf(i), source]))
    const { unparsable } = await sandbox.analyse(task.language, files)
    written.forEach(({ path }, i) => {
      // Without a line, a file was too large to be looked at.
      const fault = unparsable.find(({ file, line }) => file === nameOf(i) && line !== null)
      if (fault === undefined) return
      const message = `line ${fault.line}: ${fault.message}`
      faults.push({ path: ['tasks', String(index), ...path], message })
    })
  }
  return faults
}

function writtenIn({ tests, performance = [] }: CodeTask): readonly Written[] {
  return [
    ...tests.flatMap((test, i) =>
      test.kind === 'suite' ? [{ path: ['tests', String(i), 'code'], source: test.code }] : [],
    ),
    // An input is an expression.
    ...performance.map(({ input }, i) => ({
      path: ['performance', String(i), 'input'],
      source: `(${input}\n)`,
    })),
  ]
}
