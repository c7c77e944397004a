import { defineConfig } from 'vitest/config'

const stores = { globalSetup: ['test/support/servers.ts'], testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  // Node loads graphql's CommonJS files, Vite would load its ES modules: two copies do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,script,bench}/**/*.test.ts'],
          sequence: { groupOrder: 0 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...stores,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          ...stores,
        },
      },
      {
        // Kills servers and freezes workers: each file starts its own, and runs alone.
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/**/testing/**'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
})
