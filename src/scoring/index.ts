// The public face of scoring: one pure function.

export { score } from './score.ts'
