import type { GraphQLSchema } from 'graphql'
import { builder } from './builder.ts'
import { addRubrics } from './rubrics.ts'
import { addScoreJobs } from './score-jobs.ts'
import { addSimulations } from './simulations.ts'
import { addStaff } from './staff.ts'
import { addSubmissions } from './submissions.ts'

/** The whole schema. To be called once in a process: the builder keeps what it was given. */
export function buildSchema(): GraphQLSchema {
  addSubmissions()
  addScoreJobs()
  addSimulations()
  addRubrics()
  addStaff()
  return builder.toSchema()
}
