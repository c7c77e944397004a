import type { Comment } from 'oxc-parser'
import type { Analysis } from '../../scoring/sandbox.ts'
import { isDocComment, wordsOf } from './comments.ts'
import type { Source } from './source.ts'

type IdleComment = Analysis['idleComments'][number]

/** Words up to which a comment can be a mere echo of its line. */
const MAX_ECHO_WORDS = 6

/** Comments that say nothing a reader needs. Those in `docs` are measured by what they tell of their definition. */
export function findIdleComments(source: Source, docs: ReadonlySet<Comment>): readonly IdleComment[] {
  let lastCodeLine = -1
  return source.comments.flatMap((comment): readonly IdleComment[] => {
    const words = wordsOf(comment)
    if (docs.has(comment) || words === '') return []
    const line = source.lines.lineOf(comment.start)
    const place = { file: source.file, line, column: source.lines.columnOf(comment.start) }
    if (isCommentedOut(comment)) {
      // Lines of one block that was commented out are said once.
      const goesOn = line === lastCodeLine + 1
      lastCodeLine = source.lines.lineOf(comment.end)
      return goesOn ? [] : [{ kind: 'commented-out-code', ...place }]
    }
    return repeats(words, codeBeside(source, line)) ? [{ kind: 'repeats-code', ...place }] : []
  })
}

/**
 * Whether most lines of a comment read like code, by how they begin and end: parsing them could kill the parser.
 * A doc comment may hold an example.
 */
export function isCommentedOut(comment: Comment): boolean {
  if (isDocComment(comment)) return false
  const lines = wordsOf(comment)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.filter(isCodeLine).length * 2 > lines.length
}

function isCodeLine(line: string): boolean {
  const text = line.trim()
  return (
    /^[)}\]]+[;,]?$/.test(text) ||
    /^(const|let|var)\s+[\w$[{][^=]*=\s*\S/.test(text) ||
    /^(if|for|while|switch|function|\} else)\b.*[{;]$/.test(text) ||
    /^(return|throw|import|export)\b.*;$/.test(text) ||
    // TypeScript's own.
    /^(export )?(declare )?(const )?(interface|enum|namespace|type)\s+\p{Lu}[\w$]*(<.*>)?\s*[{=].*[{};]$/u.test(
      text,
    ) ||
    /^((private|public|protected|readonly|abstract|static|override)\s+)+[#\w$]+[?!]?\s*[:(=].*[{};]$/.test(
      text,
    ) ||
    /^[\w$.[\]]+\s*([-+*/]?=|\+\+|--)[^=>].*;$/.test(text) ||
    /^[\w$]+(\.[\w$]+)*\([^()]*\);?$/.test(text)
  )
}

/** The code that a comment on this line is about: on the line itself, or else on the next one. */
function codeBeside({ lines }: Source, line: number): string {
  const own = lines.code[line - 1] ?? ''
  return own.trim() === '' ? (lines.code[line] ?? '') : own
}

/** Whether a comment holds no word that is not in the code, or only says in words what a sign of it does. */
function repeats(words: string, code: string): boolean {
  const said = split(words).filter((word) => !FILLERS.has(word))
  if (said.length === 0 || said.length > MAX_ECHO_WORDS || code.trim() === '') return false
  const known = new Set([...split(code), ...SIGNS.flatMap(([sign, names]) => (sign.test(code) ? names : []))])
  return said.every((word) => known.has(word))
}

const FILLERS = new Set(
  'a an the to of in is it this that we i now here by from with and then on one'.split(' '),
)

const SIGNS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\+\+|\+=/, ['increment', 'increase', 'add']],
  [/--|-=/, ['decrement', 'decrease', 'subtract']],
  [
    /[^=!<>]=[^=>]/,
    ['set', 'assign', 'declare', 'define', 'create', 'initialize', 'initialise', 'variable', 'value'],
  ],
  [/\b(for|while)\b/, ['loop', 'iterate', 'through', 'over', 'each']],
  [/\bif\b/, ['check', 'condition', 'whether']],
  [/\breturn\b/, ['give', 'back', 'result']],
  [/\bfunction\b|=>/, ['method', 'define']],
  [/\(/, ['call', 'function']],
]

/** The words of a text or the names of a piece of code, lower case, without a plural's or a verb's `s`. */
function split(text: string): readonly string[] {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return (apart.match(/\p{L}+/gu) ?? []).map((word) => word.toLowerCase().replace(/(?<=..)s$/, ''))
}
