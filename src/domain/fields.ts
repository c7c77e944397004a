import { z } from 'zod'
import { MAX_DATA_BYTES } from './limits.ts'

// What the parts of a definition are made of.

/** Prose in Markdown. */
export const text = z.string().max(100_000)
/** A program, a query or what a program reads and prints. */
export const source = z.string().max(MAX_DATA_BYTES)
export const title = z.string().trim().min(1).max(200)
export const positive = z.number().positive('must be a number above 0').max(1e6)
export const identifier = z
  .string()
  .regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, 'must be the name of a function')
/** The name that several tests share. */
export const group = z.string().min(1).max(100)
