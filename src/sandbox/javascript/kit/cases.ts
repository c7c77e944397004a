import type { Fixtures } from './fixtures.ts'

// What a suite registers, before any of it runs.

export type Hook = (...args: readonly unknown[]) => unknown

export interface Group {
  readonly name: string
  readonly parent: Group | null
  readonly mode: Mode
  readonly beforeAll: Hook[]
  readonly afterAll: Hook[]
  readonly beforeEach: Hook[]
  readonly afterEach: Hook[]
  readonly children: (Group | Case)[]
}

export interface Case {
  readonly name: string
  readonly group: Group
  readonly mode: Mode
  readonly body: Hook
  /** The function as the suite has it. */
  readonly source: unknown
  /** `test.fails`: passes if its body fails. */
  readonly inverted: boolean
  readonly fixtures: Fixtures
}

export type Mode = 'run' | 'only' | 'skip'

export function aGroup(name: string, parent: Group | null, mode: Mode): Group {
  return { name, parent, mode, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [], children: [] }
}

/** The cases to run, in order: none that is skipped, and where something is marked `only`, nothing else. */
export function selected(root: Group): Case[] {
  const cases = allCases(root)
  const marked = cases.filter((test) => modesOf(test).includes('only'))
  return (marked.length > 0 ? marked : cases).filter((test) => !modesOf(test).includes('skip'))
}

/** A group and those around it, the outermost first. */
export function pathOf(group: Group): Group[] {
  const path: Group[] = []
  for (let above: Group | null = group; above !== null; above = above.parent) path.unshift(above)
  return path
}

export function fullName(test: Case): string {
  return [...pathOf(test.group).map(({ name }) => name), test.name].filter((name) => name !== '').join(' > ')
}

export function allCases(group: Group): Case[] {
  return group.children.flatMap((child) => ('children' in child ? allCases(child) : [child]))
}

function modesOf(test: Case): Mode[] {
  return [test.mode, ...pathOf(test.group).map(({ mode }) => mode)]
}
