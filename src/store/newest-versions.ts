import { inBatches } from './in-batches.ts'
import { type Statements, statement } from './statement.ts'

/** The id of a slug's newest version as the record has it now, or null. */
export type FindNewestVersion = (slug: string) => Promise<string | null>

const NEWEST = statement<{ slug: string; id: string }>(
  'newest versions',
  `select distinct on (slug) slug, id from simulations where slug = any($1::text[]) order by slug, version desc`,
)

/** Makes the finder: what may have changed is asked of the record each time, for all that ask at once together. */
export function openNewestVersions(statements: Statements): FindNewestVersion {
  return inBatches({
    async perform(slugs: readonly string[]) {
      const rows = await NEWEST(statements, [[...new Set(slugs)]])
      const ids = new Map(rows.map(({ slug, id }) => [slug, id]))
      return slugs.map((slug) => ids.get(slug) ?? null)
    },
  })
}
