import { styleText } from 'node:util'
import type { CriterionScore, Finding, TestResult, Verdict } from '../domain/verdict.ts'
import type { JobState } from './watch-job.ts'

/** One line for a state: the seconds since the submit, the status, and how far it is. */
export function stateLine(state: Pick<JobState, 'status'> & Partial<JobState>, seconds: number): string {
  const time = `+${seconds.toFixed(3)} s`.padStart(11)
  return `${styleText('dim', time)}  ${styleText('bold', state.status)}${detailOf(state)}`
}

function detailOf(state: Pick<JobState, 'status'> & Partial<JobState>): string {
  const progress = state.progress == null ? '' : `  ${state.progress.done} of ${state.progress.total} tests`
  const retries = state.retryCount ? `  retry ${state.retryCount}` : ''
  return progress + retries
}

/** A verdict as a person reads it in a terminal: score, breakdown, tests, findings and the advice. */
export function verdictText(verdict: Verdict): string {
  const sections = [
    styleText('bold', `Score ${verdict.score}/100`),
    breakdownText(verdict.breakdown),
    testsText(verdict.testResults),
    findingsText(verdict.findings),
    adviceOf(verdict.feedback),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function breakdownText(breakdown: readonly CriterionScore[]): string {
  const rows = breakdown.map(({ criterion, weight, score, rationale }) => [
    criterion,
    score === null ? '' : percent(weight),
    score === null ? '–' : percent(score),
    rationale,
  ])
  return table(['Criterion', 'Weight', 'Score', 'Why'], rows)
}

const percent = (share: number) => `${Math.round(share * 100)}%`.padStart(6)

/** Columns as wide as their widest cell, but for the last one. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')
  return [styleText('dim', line(titles).trimEnd()), ...rows.map((row) => line(row).trimEnd())].join('\n')
}

function testsText(results: readonly TestResult[]): string {
  if (results.length === 0) return ''
  const passed = results.filter((result) => result.passed).length
  return [styleText('bold', `Tests: ${passed} of ${results.length} passed`), ...results.map(testText)].join(
    '\n',
  )
}

function testText({ name, passed, message, expected, actual }: TestResult): string {
  const mark = passed ? styleText('green', '✓') : styleText('red', '✗')
  const values = expected === null || actual === null ? null : `expected ${expected}, got ${actual}`
  const why = passed ? null : (message ?? values)
  return `  ${mark} ${name}${why === null ? '' : `\n      ${why.replaceAll('\n', '\n      ')}`}`
}

function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return ''
  return [styleText('bold', 'Findings'), ...findings.map(findingText)].join('\n')
}

function findingText({ severity, taskId, file, line, message, rule }: Finding): string {
  const place = file === null ? taskId : line === null ? file : `${file}:${line}`
  const ruleText = rule === null ? '' : styleText('dim', ` (${rule})`)
  return `  ${place}  ${severity.toLowerCase()}: ${message}${ruleText}`
}

/** The feedback without its first line and its details, which the tables above show. */
function adviceOf(feedback: string): string {
  return feedback
    .replace(/^Overall Score: .*\n/, '')
    .replace(/\n## Details\n[\s\S]*$/, '')
    .replace(/^## (.+)$/gm, (_heading, title: string) => styleText('bold', title))
    .trim()
}
