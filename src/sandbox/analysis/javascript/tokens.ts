import type { Node } from 'oxc-parser'
import type { Token } from '../measures/duplication.ts'
import type { Source } from './source.ts'

const WORD_OR_SIGN = /[\p{ID_Start}$_#][\p{ID_Continue}$]*|[^\s\p{ID_Start}$_#]/gu

/**
 * The tokens of what runs in a file; its tree says where literals and variables are, so that no text is mistaken for
 * code. Types are left out: the overloads of a function are much alike. So are semicolons and commas before a closing
 * bracket, which are there or not as somebody's formatter wants.
 */
export function tokensOf(source: Source): readonly Token[] {
  const types = typeRanges(source)
  let next = 0
  const running = allTokens(source).filter(({ start }) => {
    while (types[next] !== undefined && (types[next]?.end ?? 0) <= start) next += 1
    return (types[next]?.start ?? Number.POSITIVE_INFINITY) > start
  })
  return running.filter(
    ({ kind }, i) => kind !== ';' && !(kind === ',' && /^[)\]}]$/.test(running[i + 1]?.kind ?? '')),
  )
}

/** Where types stand, in the order of the text. */
function typeRanges({ typeNodes, parentOf }: Source): readonly Node[] {
  const types = new Set(typeNodes)
  const outermost = typeNodes.filter((node) => {
    const parent = parentOf(node)
    return parent === null || !types.has(parent)
  })
  return outermost.toSorted((a, b) => a.start - b.start)
}

function allTokens({ nodes, text, lines, parentOf }: Source): readonly Token[] {
  const code = lines.uncommented
  const marked = nodes.flatMap((node): (Token & { readonly end: number })[] => {
    const { start, end } = node
    if (node.type === 'Literal' || node.type === 'TemplateElement')
      return [{ kind: text.slice(start, end), start, end }]
    return node.type === 'Identifier' && !isProperty(node, parentOf(node))
      ? [{ kind: 'name', start, end }]
      : []
  })
  let at = 0
  const upToMarks = marked
    .toSorted((a, b) => a.start - b.start)
    .flatMap((mark) => {
      const signs = signsBetween(code, at, mark.start)
      at = Math.max(at, mark.end)
      return [...signs, mark]
    })
  return [...upToMarks, ...signsBetween(code, at, code.length)]
}

function signsBetween(code: string, start: number, end: number): readonly Token[] {
  return [...code.slice(start, end).matchAll(WORD_OR_SIGN)].map((match) => ({
    kind: match[0],
    start: start + match.index,
  }))
}

function isProperty(node: Node, parent: Node | null): boolean {
  return parent?.type === 'MemberExpression' && parent.property === node && !parent.computed
}
