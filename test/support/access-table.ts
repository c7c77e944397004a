import { readFileSync } from 'node:fs'
import { ROLES, type Role } from '../../src/domain/identity.ts'

/** What a role may do with a field. */
export type Rule = 'yes' | 'own' | 'named' | 'no'

/** The table of docs/access.md: the rule of each field for each role. */
export function readAccessTable(): ReadonlyMap<string, Readonly<Record<Role, Rule>>> {
  const text = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+\.\w+)` \|(.+)\|$/gm)]
  return new Map(
    rows.map(([, field = '', rules = '']) => {
      const cells = rules.split('|').map((rule) => rule.trim() as Rule)
      return [field, Object.fromEntries(ROLES.map((role, i) => [role, cells[i]])) as Record<Role, Rule>]
    }),
  )
}
