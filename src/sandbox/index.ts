export { openRunner, type Runner } from './javascript/open-runner.ts'
export { openSandbox } from './open-sandbox.ts'
export { SandboxCrash, SandboxFault } from './pool.ts'
