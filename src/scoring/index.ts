// The public face of scoring: one pure function and the version of the rules it scores by.

export { ENGINE_VERSION, type ScoreOptions, score, type Work } from './score.ts'
