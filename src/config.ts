import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { loadEnvFile } from 'node:process'
import { z } from 'zod'
import { parseGiven } from './domain/failures.ts'
import { type Rubric, rubricSchema } from './domain/rubric.ts'

const whole = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)
const onOff = (fallback: 'on' | 'off') => z.enum(['on', 'off']).default(fallback)

/** Browsers send an origin without a path, a user or capitals: anything else would never match. */
const isOrigin = (text: string) =>
  text === '*' || text === 'loopback' || (URL.canParse(text) && new URL(text).origin === text)

/** An address, a network like 10.0.0.0/8, or one of proxy-addr's own names: loopback, linklocal, uniquelocal. */
const isNetwork = (text: string) => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, stray] = text.split('/')
  const max = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return stray === undefined && max > 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= max))
}

const rubricText = z
  .string()
  .default('codeQuality=0.3,correctness=0.4,documentation=0.2,performance=0.1')
  .transform((text) =>
    text.split(',').map((part) => {
      const [criterion, weight] = part.split('=')
      return { criterion: criterion?.trim() ?? '', weight: Number(weight) }
    }),
  )
  .pipe(rubricSchema)

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )

const secret = z.string().min(32, 'must be 32 characters or more')

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: whole(0, 65_535, 3000),
  HOST: z.string().default('127.0.0.1'),
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be an address like postgres://user:password@host:5432/database',
  }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be an address like redis://:password@host:6379' })
    .optional(),
  REDIS_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be the name or the address of a host')
    .default('127.0.0.1'),
  REDIS_PORT: whole(1, 65_535, 6379),
  WORKER_CONCURRENCY: whole(1, 1000, 5),
  MAX_RETRIES: whole(0, 100, 3),
  RETRY_DELAY: whole(0, 3_600_000, 1000),
  BACKOFF_MULTIPLIER: z.coerce.number().min(1).max(100).default(2),
  LEASE_MS: whole(1000, 600_000, 15_000),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  ADMIN_API_KEY: secret.optional(),
  AUTH_JWT_SECRET: secret.optional(),
  AUTH_JWKS_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://id.example/keys' })
    .optional(),
  AUTH_JWT_ISSUER: z.string().optional(),
  AUTH_JWT_AUDIENCE: z.string().optional(),
  AUTH_JWT_ROLE_CLAIM: z.string().default('role'),
  CORS_ORIGINS: list.pipe(
    z.array(z.string().refine(isOrigin, 'must be an origin like https://app.example, or *')),
  ),
  TRUSTED_PROXIES: list.pipe(z.array(z.string().refine(isNetwork, 'must be an address or a network'))),
  RATE_LIMIT_READS: whole(0, 1e9, 6000),
  RATE_LIMIT_AUTOSAVES: whole(0, 1e9, 600),
  RATE_LIMIT_SUBMITS: whole(0, 1e9, 300),
  RATE_LIMIT_ADDRESS: whole(0, 1e6, 100),
  RATE_LIMIT_PROGRAM: whole(0, 1e6, 0),
  PERSISTED_OPERATIONS: z.enum(['off', 'only']).default('off'),
  PERSISTED_OPERATIONS_FILE: z.string().optional(),
  INTROSPECTION: onOff('on'),
  GRAPHIQL: onOff('on'),
  DEFAULT_RUBRIC: rubricText,
  LOCAL_DIR: z.string().min(1).default('.local'),
})
const productionEnvironment = environment.extend({ ADMIN_API_KEY: secret })

type Environment = z.infer<typeof environment>

/** Two ways to check one token would let the weaker decide. */
const oneTokenKey = ({ AUTH_JWT_SECRET, AUTH_JWKS_URL }: Environment) =>
  AUTH_JWT_SECRET === undefined || AUTH_JWKS_URL === undefined
const manifestWhereNeeded = ({ PERSISTED_OPERATIONS, PERSISTED_OPERATIONS_FILE }: Environment) =>
  PERSISTED_OPERATIONS !== 'only' || PERSISTED_OPERATIONS_FILE !== undefined
/** Asked whatever else is wrong: zod would leave what concerns several settings until each of them is right. */
const always = () => true

/** All settings, checked; Redis as one address, however it was given. */
export type Config = Omit<Environment, 'REDIS_URL' | 'REDIS_HOST' | 'REDIS_PORT'> & {
  readonly REDIS_URL: string
}

/** Names every faulty setting, not the first alone. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads the settings from an environment; an empty value counts as unset.
 * @throws ConfigError that lists all faults
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''))
  const settings: z.ZodType<Environment> =
    given.NODE_ENV === 'production' ? productionEnvironment : environment
  const checked = settings
    .refine(oneTokenKey, {
      path: ['AUTH_JWKS_URL'],
      message: 'does not go with AUTH_JWT_SECRET',
      when: always,
    })
    .refine(manifestWhereNeeded, {
      path: ['PERSISTED_OPERATIONS_FILE'],
      message: 'must be given for PERSISTED_OPERATIONS=only',
      when: always,
    })
  const parsed = parseGiven(checked, given)
  if ('ok' in parsed) {
    const { REDIS_URL, REDIS_HOST, REDIS_PORT, ...rest } = parsed.ok
    const host = REDIS_HOST.includes(':') ? `[${REDIS_HOST}]` : REDIS_HOST
    return { ...rest, REDIS_URL: REDIS_URL ?? `redis://${host}:${REDIS_PORT}` }
  }
  const faults = parsed.faults.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new ConfigError(`The settings have faults:\n${faults.join('\n')}`)
}

/**
 * Reads the default rubric alone, for what needs no other setting.
 * @throws ConfigError that lists all faults
 */
export function readDefaultRubric(env: NodeJS.ProcessEnv): Rubric {
  const parsed = rubricText.safeParse(env.DEFAULT_RUBRIC || undefined)
  if (parsed.success) return parsed.data
  throw new ConfigError(`DEFAULT_RUBRIC: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
}

/** Reads the process's own settings, `.env` included where there is one; on faults, tells them all and exits. */
export function readOwnConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env')
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
