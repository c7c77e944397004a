import type { FieldError } from '../domain/failures.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import { modelAnswer } from './answers.ts'
import type { CheckReport, Trial } from './check.ts'

/** Names of failed tests that are listed; a starter fails nearly all of them. */
const MAX_LISTED = 10

/** A report as text for a terminal: the scores side by side, then what failed, what to look at, and the faults. */
export function describeReport(definition: SimulationDefinition, report: CheckReport): string {
  const { reference, starter, warnings, faults } = report
  return [
    heading(definition),
    scoreTable(reference, starter),
    // Faults are found in references alone: where there are some, a reference there is.
    reference === null && faults.length > 0
      ? 'The reference is not scored before its faults are mended.'
      : failedTests('reference', reference),
    ...(reference === null ? [] : withoutReference(definition)),
    failedTests('starter', starter),
    ...list('Look at', warnings),
    ...describeFaults(faults),
  ].join('\n\n')
}

/** Every fault of a definition by its path, under a title; nothing where there is none. */
export function describeFaults(faults: readonly FieldError[]): readonly string[] {
  return list(
    faults.length === 1 ? '1 fault' : `${faults.length} faults`,
    faults.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)),
  )
}

function heading({ slug, title, tasks }: SimulationDefinition): string {
  const tests = tasks.reduce((sum, task) => sum + (task.kind === 'code' ? task.tests.length : 0), 0)
  const tested = tests === 0 ? '' : `, ${count(tests, 'test')}`
  return `${slug}: ${title}\n${count(tasks.length, 'task')}${tested}`
}

function scoreTable(reference: Trial | null, starter: Trial | null): string {
  const measured = (reference ?? starter)?.verdict.breakdown ?? []
  const scoreOf = (trial: Trial | null, criterion: string) =>
    trial?.verdict.breakdown.find((entry) => entry.criterion === criterion)?.score ?? null
  const rows = measured.map(({ criterion, weight }) => [
    criterion,
    `${Math.round(weight * 100)}%`,
    marks(scoreOf(reference, criterion)),
    marks(scoreOf(starter, criterion)),
  ])
  const total = ['Score', '', points(reference), points(starter)]
  return alignColumns([['', 'weight', 'reference', 'starter'], ...rows, total])
}

const marks = (score: number | null) => (score === null ? '–' : String(Math.round(score * 100)))
const points = (trial: Trial | null) => (trial === null ? '–' : String(trial.verdict.score))

/** The first column to the left, the others to the right. */
function alignColumns(rows: readonly (readonly string[])[]): string {
  const [header = []] = rows
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return column === 0 ? cell.padEnd(width) : cell.padStart(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function failedTests(part: string, trial: Trial | null): string {
  if (trial === null) return `There is no ${part}.`
  if (trial.passed.length + trial.failed.length === 0) return `The ${part} has no test cases to pass.`
  const all = count(trial.passed.length + trial.failed.length, 'test case')
  if (trial.failed.length === 0) return `The ${part} passes all of ${all}.`
  const more = trial.failed.length - MAX_LISTED
  const names = trial.failed.slice(0, MAX_LISTED)
  return listed(
    `The ${part} fails ${trial.failed.length} of ${all}`,
    more > 0 ? [...names, `and ${more} more`] : names,
  )
}

/** They lower the reference's scores, and are not counted among its test cases. */
function withoutReference({ tasks }: SimulationDefinition): readonly string[] {
  const ids = tasks.filter((task) => modelAnswer(task) === null).map(({ id }) => id)
  return ids.length === 0 ? [] : [`Without a reference, and scored as not answered: ${ids.join(', ')}.`]
}

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [listed(title, lines)]

const listed = (title: string, lines: readonly string[]) =>
  `${title}:\n${lines.map((line) => `  - ${line}`).join('\n')}`

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
