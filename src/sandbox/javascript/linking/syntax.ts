import type { AnyNode, Options, Pattern, Program } from 'acorn'
import { BoundedParser, ReadingBudget, readWithin } from './bounded-parser.ts'
import { LoadFailure } from './load-failure.ts'

/** A file as its syntax tree: a module where it imports, exports or awaits at its top, else a script. */
export interface Parsed {
  readonly kind: 'module' | 'script'
  readonly program: Program
}

const OPTIONS: Options = { ecmaVersion: 'latest', allowHashBang: true, locations: true }
// Blanks, but not over the ends of lines: many empty ones would be gone over from each of them.
const LOOKS_LIKE_A_MODULE = /^[^\S\n\r\u2028\u2029]*(import|export)\b/m

/** Takes exports of names that are not declared too: those of types, once the types are out. */
class LenientParser extends BoundedParser {
  checkLocalExport(): void {}
}

/**
 * Parses a JavaScript file.
 * @throws LoadFailure when it is neither a script nor a module, or takes more than is left of the budget
 */
export function parseFile(file: string, source: string, budget = new ReadingBudget()): Parsed {
  return parseWith(BoundedParser, budget, file, { text: source, lineOf: (line) => line })
}

/**
 * Parses what is left of a TypeScript file without its types; `lineOf` tells the file's own line of a line of it.
 * @throws LoadFailure as `parseFile` does
 */
export function parseStripped(
  file: string,
  stripped: { readonly text: string; lineOf(line: number): number },
  budget = new ReadingBudget(),
): Parsed {
  return parseWith(LenientParser, budget, file, stripped)
}

function parseWith(
  parser: typeof BoundedParser,
  budget: ReadingBudget,
  file: string,
  { text, lineOf }: { readonly text: string; lineOf(line: number): number },
): Parsed {
  if (text.includes('\0')) throw new LoadFailure(`${file} holds a NUL character`)
  const attempt = (options: Partial<Options>) =>
    attemptTo(() => readWithin(file, () => parser.read(text, { ...OPTIONS, ...options }, budget)))
  const script = attempt({ sourceType: 'script', allowReturnOutsideFunction: true })
  if (!(script instanceof Error)) return { kind: 'script', program: runnable(script, file, { text, lineOf }) }
  const module = attempt({ sourceType: 'module' })
  if (!(module instanceof Error)) return { kind: 'module', program: runnable(module, file, { text, lineOf }) }
  const fault = LOOKS_LIKE_A_MODULE.test(text) ? module : script
  throw new LoadFailure(`${file}${placeOf(fault, lineOf)}: ${describe(fault)}`)
}

/** The engine has no `using`, and would not tell where it stands. */
function runnable(
  program: Program,
  file: string,
  { text, lineOf }: { readonly text: string; lineOf(line: number): number },
): Program {
  if (!/\busing\b/.test(text)) return program
  walk(program, (node) => {
    if (node.type !== 'VariableDeclaration' || !/using/.test(node.kind)) return true
    const line = lineOf(node.loc?.start.line ?? 1)
    throw new LoadFailure(`${file}:${line}: \`${node.kind}\` cannot be run here: dispose in a \`finally\``)
  })
  return program
}

function attemptTo(parse: () => Program): Program | Error {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return error
    throw error
  }
}

function describe(fault: Error): string {
  if (fault instanceof RangeError || fault.message.startsWith('Not enough stack')) return 'nested too deeply'
  return `SyntaxError: ${fault.message.replace(/ \(\d+:\d+\)$/, '')}`
}

function placeOf(
  fault: Error & { readonly loc?: { readonly line: number } },
  lineOf: (line: number) => number,
): string {
  return fault.loc === undefined ? '' : `:${lineOf(fault.loc.line)}`
}

/** Calls `visit` with every node below and including `root`; where it returns false, not with those below. */
export function walk(root: AnyNode, visit: (node: AnyNode) => boolean): void {
  // A list of its own instead of recursion: a program may nest deeper than the stack reaches.
  const open: AnyNode[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!visit(node)) continue
    for (const child of Object.values(node)) {
      for (const candidate of Array.isArray(child) ? child : [child]) {
        if (isNode(candidate)) open.push(candidate)
      }
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Every identifier that the program spells, wherever and as whatever. */
export function identifiersOf(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  walk(program, (node) => {
    if (node.type === 'Identifier') names.add(node.name)
    return true
  })
  return names
}

/** The variables that the program assigns to, wherever they are declared. */
export function assignedNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  walk(program, (node) => {
    const assigned = node.type === 'AssignmentExpression' && node.operator === '='
    if (assigned && node.left.type === 'Identifier') names.add(node.left.name)
    return true
  })
  return names
}

/** Whether a file has to be awaited before it is loaded. */
export function awaitsAtTop(program: Program): boolean {
  let found = false
  walk(program, (node) => {
    found ||= node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)
    return !found && !/Function/.test(node.type)
  })
  return found
}

/** Whether a function of the program may go on after it has returned. */
export function hasAsyncFunction(program: Program): boolean {
  let found = false
  walk(program, (node) => {
    found ||= 'async' in node && node.async === true
    return !found
  })
  return found
}

/** The names that a file declares at its top, imported ones included. */
export function topLevelNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of program.body) {
    const declaration =
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
      statement.declaration
        ? statement.declaration
        : statement
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
      if (declaration.id) names.add(declaration.id.name)
    } else if (declaration.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations) addBoundNames(id, names)
    } else if (declaration.type === 'ImportDeclaration') {
      for (const specifier of declaration.specifiers) names.add(specifier.local.name)
    } else addHoistedNames(declaration, names)
  }
  return names
}

const OWN_TO_FILES = new Set(['exports', 'module', 'require'])

/** What a script makes global at its top by assigning to it: `double = (n) => n * 2`, without `const`. */
export function undeclaredNames(program: Program): ReadonlySet<string> {
  const declared = topLevelNames(program)
  const names = new Set<string>()
  for (const statement of program.body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      continue
    const { left, operator } = statement.expression
    if (operator !== '=' || left.type !== 'Identifier') continue
    if (!declared.has(left.name) && !OWN_TO_FILES.has(left.name)) names.add(left.name)
  }
  return names
}

/** `var` in a block belongs to the file; in a function it does not. */
function addHoistedNames(statement: AnyNode, names: Set<string>): void {
  walk(statement, (node) => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const { id } of node.declarations) addBoundNames(id, names)
    }
    return !/Function|Class/.test(node.type)
  })
}

/** The names that a declaration's pattern binds: `{ a, b: [c] }` binds a and c. */
export function addBoundNames(pattern: Pattern, names: Set<string>): void {
  switch (pattern.type) {
    case 'Identifier':
      names.add(pattern.name)
      break
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        addBoundNames(property.type === 'RestElement' ? property.argument : property.value, names)
      }
      break
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) addBoundNames(element, names)
      break
    case 'RestElement':
      addBoundNames(pattern.argument, names)
      break
    case 'AssignmentPattern':
      addBoundNames(pattern.left, names)
      break
    default:
      break
  }
}
