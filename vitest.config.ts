import { defineConfig } from 'vitest/config';

/** Three suites: the one of `npm test`, the browser's, and the generated projects' (which needs the npm registry). */
export default defineConfig({
  test: {
    // Many tests wait for programs that they start: a worker less than there are processors leaves one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'callboard',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/templates/**'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'templates',
          include: ['test/templates/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
