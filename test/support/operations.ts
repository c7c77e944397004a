/** What every refusal is asked for. */
const REFUSED = `
  ... on Error { __typename code message }
  ... on ValidationError { fieldErrors { path message } }
  ... on ConflictError { currentRevision }
  ... on PayloadTooLargeError { limitBytes }
  ... on AttemptsExhaustedError { maxAttempts }`

const SUBMISSION =
  '... on Submission { id learnerId status data revision attempt submittedAt scoreJob { id status version } }'

/** The mutations as clients write them, each asking for all that it may answer with. */
export const PUBLISH = `mutation ($input: PublishSimulationInput!) { publishSimulation(input: $input) {
  ... on Simulation { id slug version } ${REFUSED} } }`
export const CREATE = `mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { ${SUBMISSION} ${REFUSED} } }`
export const AUTOSAVE = `mutation ($input: AutosaveSubmissionInput!) { autosaveSubmission(input: $input) { ${SUBMISSION} ${REFUSED} } }`
export const SUBMIT = `mutation ($input: SubmitSubmissionInput!) { submitSubmission(input: $input) { ${SUBMISSION} ${REFUSED} } }`
export const PRACTICE = `mutation ($input: PracticeSubmissionInput!) { practiceSubmission(input: $input) {
  ... on ScoreJob { id status version purpose learnerId } ${REFUSED} } }`
export const RESCORE = `mutation ($input: RescoreSubmissionInput!) { rescoreSubmission(input: $input) {
  ... on ScoreJob { id status version purpose simulation { version } } ${REFUSED} } }`
export const CREATE_JOB = `mutation ($input: CreateScoreJobInput!) { createScoreJob(input: $input) {
  ... on ScoreJob { id status version purpose } ${REFUSED} } }`
export const CANCEL = `mutation ($id: ID!) { cancelScoreJob(input: { jobId: $id }) {
  ... on ScoreJob { id status version completedAt } ${REFUSED} } }`
export const RETRY = `mutation ($id: ID!) { retryScoreJob(input: { jobId: $id }) {
  ... on ScoreJob { id status version purpose } ${REFUSED} } }`
export const SAVE_TEMPLATE = `mutation ($input: SaveRubricTemplateInput!) { saveRubricTemplate(input: $input) {
  ... on RubricTemplate { id name version criteria { criterion weight binding } } ${REFUSED} } }`

/** All that a job tells of its verdict. */
export const VERDICT = `status version score retryCount engineVersion feedback
  breakdown { criterion weight score rationale }
  findings { criterion severity taskId file line column rule message }
  testResults { taskId name passed hidden weight message expected actual }
  error { code message retryable }`

export const JOB = `query ($id: ID!) { scoreJob(id: $id) { id ${VERDICT} attempts { number worker outcome message endedAt } } }`
export const JOB_STATUS = `subscription ($id: ID!, $after: Int) { jobStatus(jobId: $id, afterVersion: $after) { id ${VERDICT} } }`
