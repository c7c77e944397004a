// Who may import whom, as DESIGN has it: each part, and what it may import besides itself and packages.
const MAY_IMPORT = {
  domain: [],
  scoring: ['domain'],
  sandbox: ['domain', 'scoring/sandbox.ts'],
  store: ['domain'],
  status: ['domain', 'store'],
  queue: ['domain', 'store'],
  access: ['domain', 'store'],
  resolvers: ['domain', 'store', 'queue', 'status', 'access'],
  schema: ['domain', 'resolvers', 'access'],
  server: ['domain', 'schema', 'access', 'status'],
  worker: ['domain', 'scoring', 'store', 'queue', 'status'],
  authoring: ['domain', 'scoring', 'sandbox'],
  client: ['domain'],
  local: [],
  telemetry: [],
}
const TESTS = '\\.test\\.ts$|/testing/'

const partRules = Object.entries(MAY_IMPORT).map(([part, allowed]) => ({
  name: `${part}-may-import-${allowed.join('-').replaceAll('/', '.') || 'nothing-of-ours'}`,
  severity: 'error',
  from: { path: `^src/${part}/`, pathNot: TESTS },
  to: {
    path: '^(src|web|test|bench|script)/',
    pathNot: [part, ...allowed].map((name) => `^src/${name}${name.endsWith('.ts') ? '$' : '/'}`),
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...partRules,
    {
      name: 'no-part-without-a-rule',
      comment: 'A new folder in src/ must be entered in MAY_IMPORT.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: `^src/(config(\\.test)?\\.ts$|(${[...Object.keys(MAY_IMPORT), 'roles'].join('|')})/)`,
      },
      to: {},
    },
    {
      name: 'config-and-roles-are-for-roles',
      severity: 'error',
      from: { pathNot: '^src/roles/|^src/config.*\\.ts$|^(test|script|bench)/' },
      to: { path: '^src/(roles/|config\\.ts$)' },
    },
    {
      name: 'domain-knows-zod-at-most',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg'],
        pathNot: 'node_modules/zod/',
      },
    },
    {
      name: 'no-input-or-output-in-domain-and-scoring',
      severity: 'error',
      // The lexicon reads its own file, once.
      from: { path: '^src/(domain|scoring)/', pathNot: [TESTS, '^src/scoring/text/lexicon\\.ts$'] },
      to: {
        dependencyTypes: ['core'],
        path: '^(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|cluster)(/|$)',
      },
    },
    {
      name: 'the-api-scores-nothing',
      comment: "A learner's program must have no way into the process that answers requests.",
      severity: 'error',
      from: { path: '^src/roles/api\\.ts$' },
      to: { path: '^src/(scoring|sandbox)/', reachable: true },
    },
    {
      name: 'no-cycles',
      comment: 'Types may refer to each other: they are gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable-import', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
