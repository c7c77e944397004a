export { type OpenSandbox, openSandbox } from './open-sandbox.ts'
export { SandboxCrash, SandboxFault } from './pool.ts'
