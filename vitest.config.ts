import { defineConfig } from 'vitest/config';

// Rings that run in plain Node. The integration ring runs inside VS Code, under Mocha: see test/integration/index.ts.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], setupFiles: ['test/unit/seed.setup.ts'], testTimeout: 120_000 } },
      {
        // One browser and one window at a time: two of them on two cores make each other late.
        test: { name: 'webview', include: ['test/webview/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 180_000, fileParallelism: false },
      },
      {
        test: { name: 'e2e', include: ['test/e2e/**/*.e2e.ts'], testTimeout: 180_000, hookTimeout: 300_000, fileParallelism: false },
      },
    ],
  },
});
