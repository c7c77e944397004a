import type { Issue } from '../../../../scoring/sandbox.ts'
import { RUNS_TEXT } from '../../dynamic-code.ts'
import { issueAt, type Remark } from '../../remark.ts'
import { type PythonNode, type PythonSource, textOf } from '../source.ts'

/** Python's own functions that run text as code. */
const MAKERS = new Set(['exec', 'eval', 'compile'])
/** Modules that are there to run text or bytes as code. */
const RUNNERS = new Set(['codeop', 'runpy', 'marshal'])
/** What the module `code` has for it; many a learner's own file is called `code`. */
const INTERPRETERS = new Set(['InteractiveInterpreter', 'InteractiveConsole', 'runsource', 'compile_command'])
const BUILTINS = new Set(['builtins', '__builtins__'])

const IMPORT_BY_NAME: Remark = {
  rule: 'import-by-name',
  category: 'error-prone',
  severity: 'WARNING',
  message: 'Nobody sees what this imports: write an `import` statement at the top of the file.',
}

/** Text that is run as code, by whatever way and under whatever name the functions that do so are reached. */
export function dynamicCode(source: PythonSource): readonly Issue[] {
  const own = ownNames(source)
  return source.nodes.flatMap((node) => {
    const remark = remarkOn(source, node, own)
    return remark === null ? [] : [issueAt(source, node, remark)]
  })
}

function remarkOn(source: PythonSource, node: PythonNode, own: ReadonlySet<string>): Remark | null {
  const text = textOf(source, node)
  switch (node.type) {
    case 'VariableName':
      if (INTERPRETERS.has(text)) return RUNS_TEXT
      if (node.parent?.type === 'ImportStatement') return importRemark(source, node)
      if (own.has(text) || isNameOfArgument(node)) return null
      if (text === '__import__') return IMPORT_BY_NAME
      return MAKERS.has(text) || isHandedOn(node, text) ? RUNS_TEXT : null
    case 'PropertyName':
      return INTERPRETERS.has(text) || (MAKERS.has(text) && isOfBuiltins(source, node)) ? RUNS_TEXT : null
    case 'String':
      return BUILTINS.has(text.slice(1, -1)) ? RUNS_TEXT : null
    default:
      return null
  }
}

/** `from builtins import exec`, `import runpy`. */
function importRemark(source: PythonSource, node: PythonNode): Remark | null {
  const parts = node.parent?.children ?? []
  const word = parts.findIndex(({ type }) => type === 'import')
  const module = parts[0]?.type === 'from' ? parts[1] : node
  const isModule = node === module && (parts[0]?.type === 'from' || parts.indexOf(node) > word)
  if (isModule && parts[parts.indexOf(node) - 1]?.type !== 'as' && RUNNERS.has(textOf(source, node)))
    return RUNS_TEXT
  const isFromBuiltins =
    parts[0]?.type === 'from' && module !== undefined && textOf(source, module) === 'builtins'
  return isFromBuiltins && MAKERS.has(textOf(source, node)) ? RUNS_TEXT : null
}

/** Whether the module of built-in names is given to a function, or looked into as a dictionary. */
function isHandedOn({ parent }: PythonNode, text: string): boolean {
  if (!BUILTINS.has(text)) return false
  return text === '__builtins__' || parent?.type === 'ArgList'
}

function isOfBuiltins(source: PythonSource, property: PythonNode): boolean {
  const object = property.parent?.children[0]
  return object !== undefined && BUILTINS.has(textOf(source, object))
}

/** `compile=True` names an argument. */
function isNameOfArgument(node: PythonNode): boolean {
  const siblings = node.parent?.children ?? []
  return node.parent?.type === 'ArgList' && siblings[siblings.indexOf(node) + 1]?.type === 'AssignOp'
}

function childBefore(node: PythonNode): PythonNode | undefined {
  const siblings = node.parent?.children ?? []
  return siblings[siblings.indexOf(node) - 1]
}

/** Names of the makers that the file gives to something of its own. */
function ownNames(source: PythonSource): ReadonlySet<string> {
  const declared = source.nodes.filter(isDeclared).map((node) => textOf(source, node))
  return new Set(declared.filter((name) => MAKERS.has(name)))
}

function isDeclared(node: PythonNode): boolean {
  if (node.type !== 'VariableName') return false
  switch (node.parent?.type) {
    case 'FunctionDefinition':
    case 'ClassDefinition':
      return true
    case 'ParamList':
      return childBefore(node)?.type !== 'AssignOp'
    case 'ImportStatement':
      return node.parent.children[0]?.type === 'from'
    case 'AssignStatement':
      return node.parent.children[0] === node
    default:
      return false
  }
}
