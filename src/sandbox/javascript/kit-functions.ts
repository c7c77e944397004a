/** Modules with the names that they export. */
export type ModuleNames = readonly (readonly [module: string, exported: readonly string[]])[]

/** What the kit offers to the host, by the names in `kit/main.ts`. */
export type KitFunction =
  | 'call'
  | 'probe'
  | 'runSuite'
  | 'outcome'
  | 'tick'
  | 'runTicks'
  | 'describe'
  | 'moduleNames'
  | 'globalNames'
  | 'builtInNames'
