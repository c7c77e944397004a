import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const DATABASE_URL = 'postgres://localhost/x'

describe('readConfig', () => {
  it('has the contract’s defaults', () => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({
      PORT: 3000,
      REDIS_URL: 'redis://127.0.0.1:6379',
      WORKER_CONCURRENCY: 5,
      MAX_RETRIES: 3,
      RETRY_DELAY: 1000,
      BACKOFF_MULTIPLIER: 2,
      LOG_LEVEL: 'info',
      LOCAL_DIR: '.local',
      DEFAULT_RUBRIC: [
        { criterion: 'codeQuality', weight: 0.3 },
        { criterion: 'correctness', weight: 0.4 },
        { criterion: 'documentation', weight: 0.2 },
        { criterion: 'performance', weight: 0.1 },
      ],
    })
  })

  it('takes Redis by host and port, and counts an empty value as unset', () => {
    const env = { DATABASE_URL, REDIS_HOST: 'redis', REDIS_PORT: '7000', REDIS_URL: '', PORT: ' ' }

    expect(readConfig(env)).toMatchObject({ REDIS_URL: 'redis://redis:7000', PORT: 3000 })
  })

  it('reports every fault at once', () => {
    const env = {
      NODE_ENV: 'production',
      PORT: 'x',
      LOG_LEVEL: 'loud',
      DEFAULT_RUBRIC: 'correctness=0.5',
      MAX_RETRIES: '-1',
      AUTH_JWT_SECRET: 'x'.repeat(32),
      AUTH_JWKS_URL: 'https://id.example/keys',
      PERSISTED_OPERATIONS: 'only',
    }
    const faults = [
      'PORT: must be a number',
      'LOG_LEVEL: must be one of: error, warn',
      'DEFAULT_RUBRIC: the weights sum',
      'MAX_RETRIES: must be at least 0, not -1',
      'DATABASE_URL: must be an address',
      'ADMIN_API_KEY: is missing',
      'AUTH_JWKS_URL: does not go with',
      'PERSISTED_OPERATIONS_FILE: must be given',
    ]

    expect(() => readConfig(env)).toThrow(ConfigError)
    for (const fault of faults) expect(() => readConfig(env)).toThrow(fault)
  })

  it('refuses a host that would make another address', () => {
    expect(() => readConfig({ DATABASE_URL, REDIS_HOST: 'redis/0?x=@other' })).toThrow('REDIS_HOST')
  })

  it('wants an admin key of 32 characters', () => {
    expect(() => readConfig({ DATABASE_URL, ADMIN_API_KEY: 'short' })).toThrow(
      'ADMIN_API_KEY: must be 32 characters or more',
    )
  })

  it('checks tokens in one way, not in two', () => {
    const both = { AUTH_JWT_SECRET: 'x'.repeat(32), AUTH_JWKS_URL: 'https://id.example/keys' }
    expect(() => readConfig({ DATABASE_URL, ...both })).toThrow('AUTH_JWKS_URL: does not go with')
  })

  it('takes origins as browsers send them, and says which is none', () => {
    const origins = (CORS_ORIGINS: string) => readConfig({ DATABASE_URL, CORS_ORIGINS }).CORS_ORIGINS

    expect(origins(' https://app.example, http://localhost:5173 ,')).toEqual([
      'https://app.example',
      'http://localhost:5173',
    ])
    expect(origins('*')).toEqual(['*'])
    for (const none of ['https://app.example/', 'app.example', 'https://App.example'])
      expect(() => origins(`https://ok.example,${none}`)).toThrow('CORS_ORIGINS.1')
  })
})
