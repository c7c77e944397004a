import type { Program } from 'acorn'
import { commonJsExports, moduleExports } from './exported-names.ts'
import { identifiersOf, topLevelNames } from './syntax.ts'

// What compiles modules to CommonJS leaves them CommonJS's names, so files are written that import and require, or that
// import and set `module.exports`. Such a file imports these names from a module that is made for it alone.

/** Where a file imports the names from that are lent to it. */
export const LENT = 'kit:lent'
const OWNED = 'lent:'
/** The names of CommonJS. Where a file uses one without declaring it, nothing else can be meant. */
export const NAMES = ['require', 'module', 'exports', '__filename', '__dirname']

/** The module of the names lent to a file. No learner's file can have its name: their paths hold no colon. */
export const lentTo = (file: string) => `${OWNED}${file}`

export const isLent = (name: string) => name.startsWith(OWNED)

/** The text of the module that lends the names; `isMain` where its file is the one that is run. */
export function lendingText(name: string, isMain: boolean): string {
  const file = name.slice(OWNED.length)
  const folder = file.split('/').slice(0, -1).join('/') || '.'
  return [
    `import { requireFrom } from 'kit:commonjs'; export const require = requireFrom(${JSON.stringify(file)});`,
    'export const exports = {}; export const module = { exports };',
    `export const __filename = ${JSON.stringify(file)}; export const __dirname = ${JSON.stringify(folder)};`,
    isMain ? 'require.main = module;' : '',
  ].join(' ')
}

/** The import, to be put behind a module's text, of what names of CommonJS it uses; empty where it uses none. */
export function borrowing(program: Program, text: string): string {
  if (!NAMES.some((name) => text.includes(name))) return ''
  const declared = topLevelNames(program)
  const used = identifiersOf(program)
  const borrowed = NAMES.filter((name) => used.has(name) && !declared.has(name))
  return borrowed.length === 0 ? '' : `import { ${borrowed.join(', ')} } from '${LENT}';`
}

/** The names that a module exports the CommonJS way, where it does not export its own; null where it does. */
export function lentExports(program: Program): ReadonlySet<string> | null {
  const { names, handedOn } = moduleExports(program)
  return names.size > 0 || handedOn.length > 0 || topLevelNames(program).has('module')
    ? null
    : commonJsExports(program)
}

/** The exports, to be put behind a module's text, of what it has set as `module.exports`. */
export function exportingLent(names: ReadonlySet<string>): string {
  const lines = [...names]
    .filter((name) => name !== 'default')
    .map((name, i) => `const lent${i} = $lent.exports.${name}; export { lent${i} as ${name} };`)
  return [
    `import { module as $lent } from '${LENT}'; const $all = $lent.exports;`,
    `export { $all as default, $all as 'module.exports' }; ${lines.join(' ')}`,
  ].join(' ')
}
