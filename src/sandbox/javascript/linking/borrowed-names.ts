import type { Program } from 'acorn'
import { NAMES } from './lent-names.ts'
import { assignedNames, identifiersOf, topLevelNames, walk } from './syntax.ts'

/** What a suite finds without importing it: of the kit, and of the language. */
export interface RealmNames {
  readonly globalNames: readonly string[]
  readonly builtInNames: ReadonlySet<string>
}

/** Names that a suite uses without importing them, by where they are taken from. */
export interface BorrowedNames {
  readonly kit: readonly string[]
  readonly learner: readonly string[]
}

/** Globals under names that learners' own classes and functions have. */
const FREE_TO_TAKE = new Set([
  ...['escape', 'unescape', 'atob', 'btoa'],
  ...['AbortController', 'AbortSignal', 'CustomEvent', 'DOMException', 'Event', 'EventTarget'],
])

/** Finds what a suite uses of the kit's globals and of what the learner's entry exports without importing it. */
export function borrowedNames(
  program: Program,
  exported: ReadonlySet<string>,
  { globalNames, builtInNames }: RealmNames,
): BorrowedNames {
  const used = identifiersOf(program)
  const declared = topLevelNames(program)
  const free = (name: string) => used.has(name) && !declared.has(name)
  const builtIns = builtInNames.difference(FREE_TO_TAKE)
  const theirs = exported.has('Test') && !callsTestKit(program)
  const kit = globalNames.filter((name) => free(name) && !(name === 'Test' && theirs))
  // A suite may set a variable of its own that it nowhere declares.
  const own = assignedNames(program)
  const learner = [...exported].filter(
    // A learner's `JSON` is not what a suite means by it, nor is a learner's `require`.
    (name) =>
      free(name) &&
      !own.has(name) &&
      name !== 'default' &&
      !NAMES.includes(name) &&
      !kit.includes(name) &&
      !builtIns.has(name),
  )
  return { kit, learner }
}

/** Members of the kit that coding challenges call `Test`. */
const OF_TEST_KIT = /^(assert|expect|random)|^(describe|it|pass|fail|inspect|sample)$/

/** Whether a suite means that kit by `Test`, and not a learner's own of that name. */
function callsTestKit(program: Program): boolean {
  let found = false
  walk(program, (node) => {
    if (
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      node.object.name === 'Test'
    ) {
      const { property } = node
      const named = property.type === 'Identifier' && !node.computed ? property.name : ''
      found ||= OF_TEST_KIT.test(property.type === 'Literal' ? String(property.value) : named)
    }
    // `const { assertEquals } = Test`
    const held = node.type === 'VariableDeclarator' ? node.init : null
    found ||= held?.type === 'Identifier' && held.name === 'Test'
    return !found
  })
  return found
}
