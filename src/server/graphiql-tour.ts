/** `<…>` stands for a value of the page's bar (web/graphiql/page.js). */
const HEADERS = '{ "Authorization": "Bearer <admin key>" }'

/** One tab of GraphiQL. The tab takes its title from the name of its first operation. */
export interface Tab {
  readonly query: string
  readonly variables: string
  readonly headers: string
}

const LOOK = `# 1 of 5: Look at the simulations
#
# The bar at the top needs the admin key: the link that
# script/start prints has it filled in.
# Then press the pink button (or Ctrl-Enter).
# The tour goes on in the next tab.
#
# The book on the left documents all that can be asked.

query Step1_Look {
  viewer {
    role
  }
  simulations(first: 10) {
    edges {
      node {
        slug
        title
        tasks {
          id
          kind
          language
          starter
        }
      }
    }
  }
}
`

const CREATE = `# 2 of 5: Begin an attempt
#
# Ada begins to work on the simulation "hello".
# Press the button: the bar takes over the submission's
# id, and the next tab says <submission id> for it.
#
# A mutation answers with the object, or with an error
# that says why not: try an unknown simulationId below.

mutation Step2_Create(
  $simulationId: ID!
  $learnerId: ID!
) {
  createSubmission(
    input: {
      simulationId: $simulationId
      learnerId: $learnerId
    }
  ) {
    __typename
    ... on Submission {
      id
      status
      attempt
      revision
    }
    ... on Error {
      code
      message
    }
  }
}
`

const WORK = `# 3 of 5: Autosave, then submit
#
# The button offers both. Step3_Autosave replaces the
# work, as often as you like. Step3_Submit hands it in,
# for good: the bar takes over the id of the job that
# scores it.

mutation Step3_Autosave(
  $submissionId: ID!
  $code: String!
) {
  autosaveSubmission(
    input: {
      submissionId: $submissionId
      data: { code: $code }
    }
  ) {
    __typename
    ... on Submission {
      status
      revision
      data
    }
    ... on Error {
      code
      message
    }
  }
}

mutation Step3_Submit($submissionId: ID!) {
  submitSubmission(input: { submissionId: $submissionId }) {
    __typename
    ... on Submission {
      status
      submittedAt
      scoreJob {
        id
        status
      }
    }
    ... on Error {
      code
      message
    }
  }
}
`

const WATCH = `# 4 of 5: Watch it live
#
# Step4_WatchJob shows the job as it stands, then each
# later state, and ends with the job: in most cases it
# has ended before you get here. To see jobs move, open
# this page in a second window, run Step4_WatchAll in
# it (the button stops it), and go through steps 2 and
# 3 again here.

subscription Step4_WatchJob($jobId: ID!) {
  jobStatus(jobId: $jobId) {
    status
    version
    progress {
      done
      total
    }
    score
  }
}

subscription Step4_WatchAll {
  jobActivity {
    learnerId
    status
    version
    score
  }
}
`

const RESULT = `# 5 of 5: Read the result
#
# The score, how it came about, what each test said,
# and what to do better. "feedback" is Markdown.

query Step5_Result($jobId: ID!) {
  scoreJob(id: $jobId) {
    status
    score
    breakdown {
      criterion
      weight
      score
      rationale
    }
    testResults {
      name
      passed
      message
      expected
      actual
    }
    findings {
      severity
      file
      line
      message
    }
    feedback
    error {
      code
      message
    }
  }
}
`

/** The tabs that GraphiQL opens on: the main job, from a look around to a result. */
export const TOUR: readonly Tab[] = [
  tab(LOOK, {}),
  tab(CREATE, { simulationId: 'hello', learnerId: 'ada' }),
  tab(WORK, { submissionId: '<submission id>', code: "function hello() { return 'Hello World!'; }" }),
  tab(WATCH, { jobId: '<job id>' }),
  tab(RESULT, { jobId: '<job id>' }),
]

function tab(query: string, variables: object): Tab {
  return { query, variables: JSON.stringify(variables, null, 2), headers: HEADERS }
}
