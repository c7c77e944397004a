import { type CommentBlock, type CommentLine, judgeComments } from '../idle-comments.ts'
import { isDocComment, wordsOf } from './comments.ts'
import type { Source } from './source.ts'

/** The comments of a file, and which of them say nothing that a reader needs. A doc comment may hold an example. */
export function commentBlocks(source: Source): readonly CommentBlock[] {
  return judgeComments(source, (block) => {
    const lines = block.flatMap((comment) => wordsOf(comment).split('\n'))
    return block.some(isDocComment) ? lines.map((words) => ({ words, isCode: false })) : asCode(lines)
  })
}

/** Which lines of a text read like code. What stands inside brackets that such a line opens is code too. */
function asCode(lines: readonly string[]): readonly CommentLine[] {
  let depth = 0
  return lines.map((words) => {
    const isCode = depth > 0 || isCodeLine(words)
    if (isCode) depth = Math.max(0, depth + count(words, /[([{]/g) - count(words, /[)\]}]/g))
    return { words, isCode }
  })
}

const count = (text: string, signs: RegExp) => [...text.matchAll(signs)].length

/** Whether a line reads like code, by how it begins and ends: parsing it could kill the parser. */
function isCodeLine(line: string): boolean {
  const text = line.trim()
  return (
    /^[)}\]]+[;,]?$/.test(text) ||
    /^(const|let|var)\s+[\w$[{][^=]*=\s*\S/.test(text) ||
    /^(if|for|while|switch|function|\} else)\b.*[{;]$/.test(text) ||
    /^(return|throw|import|export)\b.*[;{]$/.test(text) ||
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
