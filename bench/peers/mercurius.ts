import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import mercurius from 'mercurius'
import { Pool } from 'pg'

// mercurius with graphql-jit as its docs wire them. It checks nobody's access. JOB names a file with the answer that it
// keeps in memory; with DATABASE_URL it reads the job's row instead, by one query for each request.

const { PORT, JOB, DATABASE_URL } = process.env

const schema = `
  scalar DateTime
  type CriterionScore { criterion: String! weight: Float! score: Float rationale: String! }
  type ScoreJob {
    id: ID! status: String! purpose: String! version: Int! learnerId: ID!
    queuePosition: Int estimatedCompletionAt: DateTime retryCount: Int!
    score: Int feedback: String engineVersion: String
    queuedAt: DateTime! startedAt: DateTime completedAt: DateTime processingTimeMs: Int
    breakdown: [CriterionScore!]
  }
  type Query { scoreJob(id: ID!): ScoreJob }
`

const app = fastify()
await app.register(mercurius, {
  schema,
  resolvers: { Query: { scoreJob: DATABASE_URL === undefined ? fromMemory() : fromRecord(DATABASE_URL) } },
  jit: 1,
})
await app.listen({ host: '127.0.0.1', port: Number(PORT) })

function fromMemory() {
  const job = JSON.parse(readFileSync(JOB ?? '', 'utf8'))
  const jobs = new Map([[job.id, job]])
  return (_root: unknown, { id }: { id: string }) => jobs.get(id) ?? null
}

function fromRecord(connectionString: string) {
  const pool = new Pool({ connectionString, max: 10 })
  const query = {
    name: 'job',
    text: `select id, status, purpose, version, learner_id, retry_count, verdict, queued_at, started_at, completed_at
           from score_jobs where id = $1`,
  }
  return async (_root: unknown, { id }: { id: string }) => {
    const { rows } = await pool.query({ ...query, values: [id] })
    const [row] = rows
    if (row === undefined) return null
    const { learner_id: learnerId, retry_count: retryCount, queued_at: queuedAt } = row
    return {
      ...row,
      learnerId,
      retryCount,
      queuedAt,
      startedAt: row.started_at,
      completedAt: row.completed_at,
    }
  }
}
