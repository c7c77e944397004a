import { quoted } from '../../domain/quoted.ts'
import type { ExaminedTask } from '../examined.ts'
import type { Loss, Measure, Remark } from '../measure.ts'
import type { Analysis, ReadFile } from '../sandbox.ts'
import { parsedShare, unparsedNote, withUnparsed } from '../unparsable.ts'
import { askedFor, meanWorth, type Subject, subjectsOf, totalWeight } from './doc-subjects.ts'

/** Helpers that a rationale names. */
const MAX_NAMED = 5
const PURPOSE_PART = 0.1
const IDLE_COST = 0.05
const MAX_IDLE_COST = 0.2

/**
 * Documentation: 0.9 × the weighted mean worth of the definitions' comments + 0.1 × the share of files that say
 * what they are for − 0.05 for each idle comment (0.2 at most), at least 0. The share of documented definitions
 * is how interrogate measures; `docWorth` adds what a comment tells. Where what the task asks for has the lower mean,
 * that mean counts. What could not be parsed earns nothing.
 */
export function measureDocumentation(examined: ExaminedTask): Measure | null {
  if (examined.kind !== 'code') return null
  const { analysis } = examined
  const all = subjectsOf(analysis.definitions)
  const asked = askedFor(examined.task, all)
  // What nobody asked for can be explained for others, but not in place of what was asked for.
  const subjects = asked.length > 0 && meanWorth(asked) < meanWorth(all) ? asked : all
  const total = totalWeight(subjects)
  const purpose = purposeShare(analysis, asked)
  const idle = Math.min(MAX_IDLE_COST, analysis.idleComments.length * IDLE_COST)
  const told = (1 - PURPOSE_PART) * meanWorth(subjects) + PURPOSE_PART * purpose
  const earned = (total === 0 ? purpose : told) - idle
  const losses = withUnparsed(lossesOf(subjects, total, purpose, idle, analysis), analysis)
  return {
    score: Math.max(0, earned) * parsedShare(analysis),
    rationale: `${rationaleOf(all, purpose, analysis)}${askedNote(subjects, all)}${unparsedNote(analysis)}`,
    praise: losses.length === 0 && all.length > 0 ? 'Every function that others use is explained.' : null,
    losses,
    remarks: [...all.flatMap(remarkOf), ...analysis.idleComments.map(idleRemark)],
  }
}

/** A file says what it is for in its opening comment; one that holds a single definition, also by that one's. */
const tellsPurpose =
  ({ definitions }: Analysis) =>
  ({ file, header }: ReadFile) => {
    const own = definitions.filter((definition) => definition.file === file)
    return header !== null || (own.length === 1 && own.every(({ doc }) => doc !== null))
  }

const filesWithCode = ({ files }: Analysis) => files.filter(({ codeLines }) => codeLines > 0)

function purposeShare(analysis: Analysis, asked: readonly Subject[]): number {
  const tells = tellsPurpose(analysis)
  const share = (some: readonly ReadFile[]) => some.filter(tells).length / some.length
  const withCode = filesWithCode(analysis)
  if (withCode.length === 0) return 0
  const main = withCode.filter(({ file }) => asked.some(({ definition }) => definition.file === file))
  return Math.min(share(withCode), main.length === 0 ? 1 : share(main))
}

function lossesOf(
  subjects: readonly Subject[],
  total: number,
  purpose: number,
  idle: number,
  analysis: Analysis,
): readonly Loss[] {
  const part = total === 0 ? 1 : PURPOSE_PART
  const [comment] = analysis.idleComments
  return [
    ...subjectLoss(
      subjects.filter(({ definition }) => definition.doc === null),
      total,
      'Explain',
    ),
    ...subjectLoss(
      subjects.filter(({ definition, worth }) => definition.doc !== null && worth.score < 1),
      total,
      'Complete the comment of',
    ),
    ...(purpose < 1 && analysis.files.length > 0
      ? [{ worth: part * (1 - purpose), advice: purposeAdvice(analysis), place: null }]
      : []),
    ...(comment === undefined
      ? []
      : [
          {
            worth: idle,
            advice: 'Remove comments that say nothing: old code, or words that repeat the line below.',
            place: comment,
          },
        ]),
  ]
}

function purposeAdvice(analysis: Analysis): string {
  const tells = tellsPurpose(analysis)
  const [first, ...others] = filesWithCode(analysis).filter((file) => !tells(file))
  const isOneOfSeveral = first !== undefined && analysis.files.length > 1
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  const which = isOneOfSeveral ? `${quoted(first.file)}${more}` : 'the file'
  return `Begin ${which} with a comment that says what it is for.`
}

function subjectLoss(subjects: readonly Subject[], total: number, what: string): readonly Loss[] {
  const missing = ({ weight, worth }: Subject) => ((1 - PURPOSE_PART) * weight * (1 - worth.score)) / total
  const [first, ...others] = subjects.toSorted((a, b) => missing(b) - missing(a))
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  const { name, file, line, column } = first.definition
  return [
    {
      worth: subjects.reduce((sum, subject) => sum + missing(subject), 0),
      advice: `${what} ${quoted(name)}${more}: ${first.worth.missing.join('; ')}.`,
      place: { file, line, column },
    },
  ]
}

function rationaleOf(subjects: readonly Subject[], purpose: number, { idleComments }: Analysis): string {
  const exported = subjects.filter(({ definition }) => definition.exported)
  const explained = exported.filter(({ definition }) => definition.doc !== null)
  const idle = idleComments.length === 0 ? '' : ` Comments that say nothing: ${idleComments.length}.`
  const header = purpose === 1 ? '' : ' A comment on what the file is for is missing.'
  if (subjects.length === 0) return `There is no function to explain.${header}${idle}`
  const helpers = subjects.filter(({ definition, worth }) => !definition.exported && worth.score < 1)
  const worth = exported.reduce((sum, subject) => sum + subject.worth.score, 0) / Math.max(1, exported.length)
  const share = `Explained: ${explained.length} of ${exported.length} functions that others use`
  const told = `${share}, telling ${Math.round(worth * 100)}% of what a reader needs.`
  return `${exported.length === 0 ? '' : told}${helpersNote(helpers)}${header}${idle}`.trim()
}

function askedNote(subjects: readonly Subject[], all: readonly Subject[]): string {
  if (subjects === all) return ''
  const percent = Math.round(meanWorth(subjects) * 100)
  return ` What the task asks for counts, and of that ${percent}% is told.`
}

/** Names the helpers that cost points: there are no remarks on them. */
function helpersNote(helpers: readonly Subject[]): string {
  if (helpers.length === 0) return ''
  const names = helpers.slice(0, MAX_NAMED).map(({ definition }) => quoted(definition.name))
  const more = helpers.length - names.length
  return ` Helpers that are long enough to need words, and lack some: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

function remarkOf({ definition, worth }: Subject): readonly Remark[] {
  const { name, kind, exported, doc, file, line, column } = definition
  if (!exported || worth.score === 1) return []
  const missing = worth.missing.join('; ')
  const message =
    doc === null
      ? `The ${kind} ${quoted(name)} has no comment: ${missing}.`
      : `The comment of ${quoted(name)} leaves something out: ${missing}.`
  const rule = doc === null ? 'doc/missing' : 'doc/incomplete'
  return [{ severity: doc === null ? 'WARNING' : 'INFO', place: { file, line, column }, rule, message }]
}

function idleRemark({ kind, file, line, column }: Analysis['idleComments'][number]): Remark {
  const message =
    kind === 'commented-out-code'
      ? 'This is code that was commented out: delete it, version control remembers it.'
      : 'This comment repeats the code below it: say why the code does it, or delete the comment.'
  return { severity: 'INFO', place: { file, line, column }, rule: `doc/${kind}`, message }
}
