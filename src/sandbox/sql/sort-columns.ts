import type { TaskLimits } from '../../domain/task.ts'
import type { Postgres } from './engine/postgres.ts'
import { isEnded, type ResultSet } from './engine/reply.ts'

const VIEW = 'pg_temp.sorted_model'
const RULE = `select ev_action from pg_catalog.pg_rewrite where ev_class = '${VIEW}'::pg_catalog.regclass`

/**
 * The places of the columns by which a query sorts the rows that it returned; null where that cannot be told: it is no
 * single query, does not sort, or sorts by what it does not return. Postgres itself reads the query, as that of a view.
 */
export function sortColumns(
  postgres: Postgres,
  query: string,
  { columns }: ResultSet,
  limits: TaskLimits,
): readonly number[] | null {
  const names = columns.map((_column, i) => `c${i}`).join(', ')
  const made = postgres.run(`create temp view sorted_model (${names}) as\n${query}`, limits)
  if (isEnded(made)) return null
  const rule = postgres.run(RULE, limits)
  const tree = rule.sets[0]?.rows[0]?.[0]
  return typeof tree === 'string' ? sortColumnsOf(upperLevels(tree)) : null
}

/** How deep the parts of the outermost query stand in its tree; queries within it stand deeper. */
const PART_DEPTH = 2

/** A tree's text (https://www.postgresql.org/docs/18/querytree.html) without its depths and names. */
function upperLevels(tree: string): string {
  const kept: string[] = []
  let depth = 0
  for (let at = 0; at < tree.length; at += 1) {
    const character = tree.charAt(at)
    // What follows a backslash is part of a name.
    if (character === '\\') at += 1
    else if (character === '{') depth += 1
    if (depth <= PART_DEPTH && character !== '\\') kept.push(character)
    if (character === '}') depth -= 1
  }
  return kept.join('')
}

const SORT = /:sortClause \(([^)]*)\)/
const SORT_TERM = /:tleSortGroupRef (\d+)/g
/** An expression that the query computes: its place, the number by which the order names it, and whether it is kept back. */
const TARGET = /:resno (\d+)[^{}]*?:ressortgroupref (\d+)[^{}]*?:resjunk (true|false)/g

function sortColumnsOf(parts: string): readonly number[] | null {
  const terms = [...(SORT.exec(parts)?.[1] ?? '').matchAll(SORT_TERM)].map(([, term]) => term)
  if (terms.length === 0) return null
  const columns = new Map<string | undefined, number>()
  for (const [, place, term, keptBack] of parts.matchAll(TARGET)) {
    if (keptBack === 'false' && term !== '0') columns.set(term, Number(place) - 1)
  }
  const found = terms.flatMap((term) => columns.get(term) ?? [])
  return found.length === terms.length ? found : null
}
