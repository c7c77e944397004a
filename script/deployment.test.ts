import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../src/config.ts'

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')))
const compose = z
  .object({
    services: z.record(
      z.string(),
      z.object({ command: z.array(z.string()).optional(), container_name: z.never().optional() }),
    ),
  })
  .parse(parse(read('docker-compose.yml'), { merge: true }))

const commandOf = (service: string) => compose.services[service]?.command ?? []

it('the containers run what the npm scripts of the roles run', () => {
  expect(commandOf('api').join(' ')).toBe(scripts.api)
  expect(commandOf('worker').join(' ')).toBe(scripts.worker)
  expect(commandOf('migrate').at(-1)).toBe(`${scripts.migrate} && ${scripts['simulation:publish']}`)
})

it('the image needs no package that is for development alone', () => {
  expect(read('Dockerfile')).toContain('npm ci --omit=dev')
  expect(read('Dockerfile')).toMatch(/^USER node$/m)
})

it('.env.example names each setting that is read, and no other', () => {
  const named = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
  const known = [...read('src/config.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name)

  expect(named.toSorted()).toEqual([...new Set(known)].toSorted())
})

it('.env.example holds the defaults', () => {
  const needed = { DATABASE_URL: 'postgres://localhost/engine' }
  const given = Object.fromEntries(
    Object.entries(parseEnv(read('.env.example'))).filter(([, value]) => value !== ''),
  )
  expect(readConfig({ ...given, ...needed })).toEqual(readConfig(needed))
})
