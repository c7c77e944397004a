const REFUSED = `
  ... on Error { __typename code message }
  ... on ValidationError { fieldErrors { path message } }
  ... on AttemptsExhaustedError { maxAttempts }`

export const FIND_SIMULATION = `query ($id: ID!) {
  simulation(id: $id) { title version tasks { id kind language } }
  simulations(first: 100) { edges { node { slug title } } } }`

export const CREATE = `mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) {
  ... on Submission { id attempt } ${REFUSED} } }`

export const AUTOSAVE = `mutation ($input: AutosaveSubmissionInput!) { autosaveSubmission(input: $input) {
  ... on Submission { id revision } ${REFUSED} } }`

export const SUBMIT = `mutation ($input: SubmitSubmissionInput!) { submitSubmission(input: $input) {
  ... on Submission { id scoreJob { id status version } } ${REFUSED} } }`

export const WATCH = `subscription ($id: ID!, $after: Int) { jobStatus(jobId: $id, afterVersion: $after) {
  status version retryCount progress { done total }
  score engineVersion feedback processingTimeMs
  breakdown { criterion weight score rationale }
  findings { criterion severity taskId file line column rule message }
  testResults { taskId name passed hidden weight message expected actual }
  error { code message retryable } } }`
