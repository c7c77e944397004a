import { parser } from '@lezer/python'

/** A longer line is not looked at: nobody comments out so much in one line. */
const MAX_CHARS = 500

/**
 * Whether a line of a comment is code that was commented out. Many a sentence or formula parses as Python (`return
 * early`, `O(n)`, `total = price * quantity`): only what nobody would write as words counts.
 */
export function isCodeLine(line: string): boolean {
  const text = line.trim()
  if (/^[)}\]]+[,:]?$|^(else|try|finally):$|^(pass|break|continue)$/.test(text)) return true
  // Most comments are seen to be words by their first signs, without a parser.
  if (text.length > MAX_CHARS || !/[=(:.]|^(import|return)\b/.test(text)) return false
  const statement = onlyStatement(text)
  return statement !== null && (STATEMENTS[statement] ?? NEVER).test(text)
}

const NEVER = /^\b$/
const STATEMENTS: Readonly<Record<string, RegExp>> = {
  AssignStatement: /^[\w.[\]'", ]+=\s*([\w.]*[([{]|['"]|\d+$|(True|False|None)$)/,
  UpdateStatement: /^/,
  // `O(n)` and `f(x)` are mathematics.
  ExpressionStatement: /^\w+(\w|\.\w+)\(.*\)$/,
  ReturnStatement: /[-+*/([.]|\b(True|False|None)\b/,
  RaiseStatement: /\(/,
  ImportStatement: /^/,
  ForStatement: /^/,
  IfStatement: /[=<>([]|\b(in|not|and|or)\b/,
  WhileStatement: /[=<>([]|\b(in|not|and|or|True)\b/,
  WithStatement: /\(/,
  FunctionDefinition: /^/,
  ClassDefinition: /^/,
}

/** The type of the one statement that a text is, the head of a block counting as one; null for any other text. */
function onlyStatement(text: string): string | null {
  const tree = parser.parse(text.endsWith(':') ? `${text} pass` : text)
  const statement = tree.topNode.firstChild
  if (statement === null || statement.nextSibling !== null) return null
  let isCode = true
  tree.iterate({
    enter: ({ type }) => {
      if (type.isError) isCode = false
    },
  })
  return isCode ? statement.name : null
}
