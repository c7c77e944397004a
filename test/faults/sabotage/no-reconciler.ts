import { saw } from './saw.ts'

// A reconciler that takes its turns and looks at nothing.
saw('/src/queue/reconciler.ts', [{ text: /async function task\(\) \{/g, by: '$& return' }])
