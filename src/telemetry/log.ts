import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino'

/** Where everything worth knowing is told: one JSON object a line, on standard output. */
export type Log = Logger

/** Places where a secret could stand in what is logged. */
const SECRETS = [
  'authorization',
  'secret',
  'password',
  'token',
  'apiKey',
  'ADMIN_API_KEY',
  'headers.authorization',
  'connectionParams',
]

/** What clients of stores add to their errors: the row, or the command, that was refused, with all that it holds. */
const CONTENTS = ['err.command.args', 'err.detail', 'err.where']

export interface LogOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug'
  readonly role: string
  /** Standard output when left out. */
  readonly destination?: DestinationStream
}

/** Opens the log of a role: `{"level":"info","timestamp":"…","role":"worker","jobId":"…","message":"Job claimed"}`. */
export function openLog({ level, role, destination = pino.destination(1) }: LogOptions): Log {
  const options: LoggerOptions = {
    level,
    base: { role },
    messageKey: 'message',
    timestamp: () => stdTimeFunctions.isoTime().replace('"time"', '"timestamp"'),
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [...SECRETS, ...SECRETS.map((path) => `*.${path}`), ...CONTENTS],
      censor: '[redacted]',
    },
  }
  return pino(options, destination)
}
