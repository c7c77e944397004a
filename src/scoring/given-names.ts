import type { CodeTask } from '../domain/task.ts'
import type { Issue, SourceFiles } from './sandbox.ts'

// given name: one that stands in a task. What bears it is what the task asks for, and is called so by its author's choice.

/** What tests and probes call, and the names that suites and the starter hold. */
export function namesGivenBy({ tests, performance = [], starter = '' }: CodeTask): ReadonlySet<string> {
  const called = [...tests, ...performance].flatMap((each) => ('function' in each ? [each.function] : []))
  const suites = tests.flatMap((test) => (test.kind === 'suite' ? [test.code] : []))
  const words = [starter, ...suites].flatMap((text) => text.match(NAMES) ?? [])
  return new Set([...called, ...words.filter((word) => !OF_TEST_KITS.test(word))])
}

const NAMES = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu

/** Words that any suite holds: a function of such a name is not what its author asks for. */
const OF_TEST_KITS =
  /^(describe|it|test|each|expect|assert\w*|to[A-Z]\w*|not|resolves|rejects|(before|after)(Each|All)|vi|jest|fn|mock\w*|self|setUp|tearDown|unittest|pytest|main|raises|skip|only|todo)$/

/** What Ruff says of a member of an enum with the value of another: a task may ask for a second name of one. */
const SECOND_NAME = 'non-unique-enums'

/** Tells remarks on given names, which are none on the learner. */
export function remarksOnGivenNames(task: CodeTask, files: SourceFiles): (issue: Issue) => boolean {
  const given = namesGivenBy(task)
  return ({ category, rule, file, line, column }) =>
    (category === 'naming' || rule === SECOND_NAME) && given.has(nameAt(files[file] ?? '', line, column))
}

/** The name that begins at a place; lines and columns count from 1. */
function nameAt(source: string, line: number, column: number): string {
  const [name = ''] =
    source
      .split(/\r\n|[\n\r\u2028\u2029]/)
      [line - 1]?.slice(column - 1)
      .match(NAMES) ?? []
  return name
}
