import type { GraphQLSchema } from 'graphql'
import { addApiKeys } from './api-keys.ts'
import { addAuditLog } from './audit-log.ts'
import { builder } from './builder.ts'
import { addJobControl } from './job-control.ts'
import { addLearners } from './learners.ts'
import { addQueueMetrics } from './queue-metrics.ts'
import { addRubrics } from './rubrics.ts'
import { addScoreJobs } from './score-jobs.ts'
import { addSimulations } from './simulations.ts'
import { addSubmissions } from './submissions.ts'
import { addViewer } from './viewer.ts'

export type { Context, RequestInfo, Services } from '../resolvers/context.ts'

let built: GraphQLSchema | undefined

/** The whole schema. Built once, however often it is asked for: the builder keeps what it was given. */
export function buildSchema(): GraphQLSchema {
  if (built === undefined) {
    addSubmissions()
    addScoreJobs()
    addQueueMetrics()
    addJobControl()
    addSimulations()
    addRubrics()
    addViewer()
    addApiKeys()
    addAuditLog()
    addLearners()
    built = builder.toSchema()
  }
  return built
}
