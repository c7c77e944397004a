import { saw } from './saw.ts'

// Workers that neither show the token of their run nor hear that it stands no longer.
saw('/src/store/run-writes.ts', [{ text: 'and score_jobs.token = scored.token', by: '' }])
saw('/src/store/score-job-runs.ts', [
  { text: /and token = \$\{hold\.token\}/g, by: '' },
  { text: /return new Set\(rows\.map\(\(row\) => row\.token\)\)/g, by: 'return new Set(tokens)' },
])
