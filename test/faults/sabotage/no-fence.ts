import { saw } from './saw.ts'

// Workers that neither show the token of their run nor hear that it stands no longer.
saw('/src/store/score-job-runs.ts', [
  { text: /and token = \$\{hold\.token\}/g, by: '' },
  { text: /return new Set\(rows\.map\(\(row\) => row\.token\)\)/g, by: 'return new Set(tokens)' },
])
