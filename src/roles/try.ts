import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { loadEnvFile } from 'node:process'
import { parseArgs } from 'node:util'
import { type Api, openApi } from '../client/api.ts'
import { ClientFault } from '../client/client-fault.ts'
import { begin, findTarget, save, submit } from '../client/hand-in.ts'
import { stateLine, verdictText } from '../client/report.ts'
import { type JobState, watchJob } from '../client/watch-job.ts'
import { readWork } from '../client/work.ts'
import { isFinal } from '../domain/score-job.ts'
import { adminKeyFile } from '../local/admin-key.ts'

// Hands a file in to a running engine and watches it being scored, over the public API alone.

const USAGE = `Usage: npm run try -- SIMULATION FILE [--url URL] [--key KEY | --key-file KEY_FILE] [--learner NAME]

Creates a submission to SIMULATION (a slug or an id), autosaves what FILE holds, submits it, watches the job, and
prints the verdict. Exits with 0 when the job is DONE. FILE is a program, a query (.sql), a text (.md, .txt), or the
answers to several tasks by their ids (.yaml, .json).

  --url      where the API is      (http://127.0.0.1:PORT, and 3000 without PORT)
  --key      an API key or token   (ADMIN_API_KEY)
  --key-file a file that holds it  (LOCAL_DIR/admin-api-key), read again whenever the client connects
  --learner  who hands it in       (try-<your user name>)
  --help     prints this
`

const OPTIONS = {
  url: { type: 'string' },
  key: { type: 'string' },
  'key-file': { type: 'string' },
  learner: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** @returns null when it was asked for help alone */
function readArguments() {
  if (existsSync('.env')) loadEnvFile('.env')
  const { PORT } = process.env
  const { values, positionals } = parseOptions()
  if (values.help) return null
  const [simulation, file, stray] = positionals
  if (simulation === undefined || file === undefined || stray !== undefined) throw new ClientFault(USAGE)
  return {
    simulation,
    work: readWork(file),
    url: readUrl(values.url ?? `http://127.0.0.1:${PORT || 3000}`),
    readKey: keyReader(values.key, values['key-file']),
    learner: values.learner ?? `try-${userName()}`,
  }
}

function parseOptions() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new ClientFault(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

function readUrl(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new ClientFault(`--url ${text}: expected an address like http://127.0.0.1:3000`)
  }
  return text
}

/** The key that was given, or what a file holds by then: whoever renews a token puts the fresh one there. */
function keyReader(key: string | undefined, file: string | undefined): () => string {
  const { ADMIN_API_KEY, LOCAL_DIR } = process.env
  const given = key ?? (file === undefined ? ADMIN_API_KEY : undefined)
  if (given) return () => given
  const held = file ?? adminKeyFile(LOCAL_DIR || '.local')
  return () => {
    if (existsSync(held)) return readFileSync(held, 'utf8').trim()
    throw new ClientFault(
      `There is no key: give --key or --key-file, set ADMIN_API_KEY, or start an engine here (${held}).`,
    )
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'somebody' // A container's user may have no name.
  }
}

async function main(): Promise<boolean> {
  const given = readArguments()
  if (given === null) {
    process.stdout.write(USAGE)
    return true
  }
  const { simulation, work, url, readKey, learner } = given
  const onReconnect = () => say('             The connection broke; trying again …')
  const api = openApi({ url, readKey, onReconnect })
  const target = await findTarget(api, simulation, work)
  say(`${target.title} (${simulation}, version ${target.version})`)
  if (target.unanswered.length > 0) say(`Without an answer: ${target.unanswered.join(', ')}`)

  const submission = await begin(api, target, learner)
  say(`Submission ${submission.id}, attempt ${submission.attempt} of ${learner}`)
  say(`Autosaved, revision ${await save(api, target, submission.id)}`)
  const end = await submitAndWatch(api, submission.id)
  await api.socket.dispose()
  if (end.status === 'DONE') say(`\n${verdictText(end)}`)
  if (end.status === 'ERROR') say(`\n${end.error.code}: ${end.error.message}`)
  return end.status === 'DONE'
}

/** Prints each state as it comes. @returns the final one */
async function submitAndWatch(api: Api, submissionId: string): Promise<JobState> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const job = await submit(api, submissionId)
  say(`Submitted, job ${job.id}\n${stateLine(job, seconds())}`)
  let end: JobState | null = null
  for await (const state of watchJob(api, job)) {
    if (!isFinal(job.status)) say(stateLine(state, seconds()))
    end = state
  }
  if (end === null) throw new ClientFault('The API told nothing of the job.')
  return end
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  if (!(error instanceof ClientFault)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
