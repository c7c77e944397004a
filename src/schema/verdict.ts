import type { JobRun, ScoreProgress, ScoringError } from '../domain/score-job.ts'
import type { CriterionScore, Finding, TestResult } from '../domain/verdict.ts'
import { builder } from './builder.ts'

/** How far a run has come. */
export const ScoreProgressType = builder.objectRef<ScoreProgress>('ScoreProgress').implement({
  description: 'How far a running job has come.',
  fields: (t) => ({
    done: t.exposeInt('done', { description: 'Tests that have ended.' }),
    total: t.exposeInt('total', { description: 'Tests there are.' }),
  }),
})

/** A criterion's part in a score. */
export const CriterionScoreType = builder.objectRef<CriterionScore>('CriterionScore').implement({
  description: 'What one criterion contributed to the score, and why.',
  fields: (t) => ({
    criterion: t.exposeString('criterion', {
      description: 'codeQuality, correctness, documentation, performance, or a rubric’s own.',
    }),
    weight: t.exposeFloat('weight', {
      description: 'As weighed in this job; the weights of the measured criteria sum to 1.',
    }),
    score: t.exposeFloat('score', {
      nullable: true,
      description: '0..1; null where this simulation gives nothing to measure it by.',
    }),
    rationale: t.exposeString('rationale', { description: 'How the score came about, in words.' }),
  }),
})

const FindingSeverity = builder.enumType('FindingSeverity', {
  description: 'How grave a finding is, and so what it costs.',
  values: {
    INFO: { description: 'Worth knowing.' },
    WARNING: { description: 'Worth changing.' },
    ERROR: { description: 'Needs to be changed.' },
  } as const,
})

/** A remark on the work. */
export const FindingType = builder.objectRef<Finding>('Finding').implement({
  description: 'One remark on the work, with the place where there is one.',
  fields: (t) => ({
    criterion: t.exposeString('criterion', { description: 'Which criterion it counts towards.' }),
    severity: t.expose('severity', { type: FindingSeverity, description: 'How grave it is.' }),
    taskId: t.exposeID('taskId', { description: 'Which task’s answer it is about.' }),
    file: t.exposeString('file', { nullable: true, description: 'The file, by its path in the answer.' }),
    line: t.exposeInt('line', { nullable: true, description: 'The line, from 1.' }),
    column: t.exposeInt('column', { nullable: true, description: 'The column, from 1.' }),
    rule: t.exposeString('rule', { nullable: true, description: 'The rule that found it.' }),
    message: t.exposeString('message', { description: 'What is wrong, and what to do.' }),
  }),
})

/** How a test ended. */
export const TestResultType = builder.objectRef<TestResult>('TestResult').implement({
  description: 'How one test ended. A hidden test tells only that it passed or failed, and its weight.',
  fields: (t) => ({
    taskId: t.exposeID('taskId', { description: 'Which task it belongs to.' }),
    name: t.exposeString('name', { description: 'What it is about; `Hidden test N` for a hidden one.' }),
    passed: t.exposeBoolean('passed', { description: 'Whether it passed.' }),
    hidden: t.exposeBoolean('hidden', { description: 'Whether learners may not read it.' }),
    weight: t.exposeFloat('weight', { description: 'Its share among the task’s tests.' }),
    message: t.exposeString('message', { nullable: true, description: 'Why it failed.' }),
    expected: t.exposeString('expected', {
      nullable: true,
      description: 'What was expected, where values differ.',
    }),
    actual: t.exposeString('actual', { nullable: true, description: 'What came instead.' }),
  }),
})

/** Why a job ended in ERROR. */
export const ScoringErrorType = builder.objectRef<ScoringError>('ScoringError').implement({
  description: 'Why a job could not be scored.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'INVALID_SUBMISSION_DATA, SCORING_FAILED or WORKER_CRASHED.',
    }),
    message: t.exposeString('message', {
      description: 'What went wrong; names the field where data is at fault.',
    }),
    retryable: t.exposeBoolean('retryable', { description: 'Whether a new job may fare better.' }),
  }),
})

/** A worker's run of a job. */
export const JobAttemptType = builder.objectRef<JobRun>('JobAttempt').implement({
  description: 'One run of a job by a worker.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: '1 for the first run.' }),
    worker: t.exposeString('worker', { description: 'Which worker.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it took the job.' }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it let go of it.' }),
    outcome: t.exposeString('outcome', {
      description: 'RUNNING, DONE, ERROR, RETRIED, LOST, CANCELED or HANDED_BACK.',
    }),
    message: t.exposeString('message', {
      nullable: true,
      description: 'Why, where it did not end in a verdict.',
    }),
  }),
})
