import type { TaskLimits } from '../../domain/task.ts'
import { ANY_ORDER, type Difference, setDifference } from './compare/difference.ts'
import type { Postgres } from './engine/postgres.ts'
import { isEnded, type Reply, type ResultSet } from './engine/reply.ts'

/** What the tables and views of a database hold, by their names. */
export type Tables = ReadonlyMap<string, ResultSet>

/** What a text may have left behind that changes how tables are read. What it did not commit is not kept. */
const LEAVE = ['rollback', 'reset role', 'reset all', 'set search_path = pg_catalog']
const LIST = `
  select n.nspname, c.relname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
     and n.nspname not like 'pg\\_temp\\_%' and n.nspname not like 'pg\\_toast\\_%'
   order by 1, 2`

/** Reads all tables and views; or the reply with which that ended, where a view of the author's cannot be read. */
export function readTables(postgres: Postgres, limits: TaskLimits): Tables | Reply {
  for (const text of LEAVE) postgres.run(text, limits)
  const listed = postgres.run(LIST, limits)
  if (isEnded(listed)) return listed
  const names = (listed.sets[0]?.rows ?? []).map((row) => row.map(quoted).join('.'))
  const read = postgres.run(names.map((name) => `select * from ${name}`).join(';'), limits)
  if (isEnded(read)) return read
  return new Map(names.map((name, i) => [name, read.sets[i] ?? { columns: [], rows: [] }]))
}

export function isReply(read: Tables | Reply): read is Reply {
  return 'sets' in read
}

/** Holds the tables of a database against those of the model answer's: names, columns with their names, and rows. */
export function tablesDifference(expected: Tables, actual: Tables): Difference | null {
  for (const [name, wanted] of expected) {
    const table = actual.get(name)
    if (table === undefined) return { message: `there is no table ${short(name)}` }
    const difference = namesDifference(wanted, table) ?? setDifference(wanted, table, ANY_ORDER)
    if (difference !== null) {
      return { ...difference, message: `table ${short(name)}: ${difference.message}` }
    }
  }
  const extra = [...actual.keys()].find((name) => !expected.has(name))
  return extra === undefined
    ? null
    : { message: `there is a table ${short(extra)}, which should not be there` }
}

function namesDifference(expected: ResultSet, actual: ResultSet): Difference | null {
  const names = ({ columns }: ResultSet) => columns.map(({ name }) => name).join(', ')
  if (names(expected) === names(actual)) return null
  return { message: `expected the columns ${names(expected)}, found ${names(actual)}` }
}

function quoted(name: string | null): string {
  return `"${(name ?? '').replaceAll('"', '""')}"`
}

/** A name without the schema that everybody uses, and without quotes where it needs none. */
function short(name: string): string {
  return name.replace(/^"public"\./, '').replace(/"([a-z_][a-z0-9_]*)"/g, '$1')
}
