// The public face of scoring: one pure function, the version that its verdicts bear, and what authors try texts with.

export { ENGINE_VERSION, score } from './score.ts'
export { judgeText } from './text/judge-text.ts'
