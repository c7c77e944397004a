import { type Kysely, sql } from 'kysely'

/** A key is found by a part of its secret that may be shown. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // A first admin key has none: it is the operator's own text.
  'alter table api_keys add column prefix text unique',
  `alter table api_keys add constraint api_keys_name_their_learner
     check ((role = 'LEARNER') = (learner_id is not null))`,
]
