import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Json } from '../domain/json.ts'
import { ClientFault } from './client-fault.ts'

/** What a file holds: the answer to one task of a kind, or the answers to several by their ids. */
export type Work =
  | { readonly kind: 'CODE' | 'SQL' | 'TEXT'; readonly field: 'code' | 'sql' | 'text'; readonly text: string }
  | { readonly kind: 'ANSWERS'; readonly answers: Readonly<Record<string, Json>> }

const answersSchema = z.record(z.string(), z.json())

/** Reads a file that is to be handed in; its ending tells what it answers. @throws ClientFault */
export function readWork(file: string): Work {
  const text = read(file)
  switch (extname(file)) {
    case '.sql':
      return { kind: 'SQL', field: 'sql', text }
    case '.md':
    case '.txt':
      return { kind: 'TEXT', field: 'text', text }
    case '.yaml':
    case '.yml':
    case '.json':
      return { kind: 'ANSWERS', answers: readAnswers(file, text) }
    default:
      return { kind: 'CODE', field: 'code', text }
  }
}

function readAnswers(file: string, text: string): Readonly<Record<string, Json>> {
  try {
    return answersSchema.parse(parse(text))
  } catch (error) {
    throw new ClientFault(`${file} does not hold answers by task id: ${messageOf(error)}`)
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ClientFault(`${file} cannot be read: ${messageOf(error)}`)
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
