import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const, pool: 'forks' as const };

export default defineConfig({
  test: {
    // Half of what the engine tests do is waiting for other processes; one worker less than cores, the default, leaves a core idle.
    maxWorkers: 2,
    projects: [
      { test: { ...node, name: 'unit', include: ['test/{unit,property,golden,boundaries,matching}/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { ...node, name: 'engine', include: ['test/{engine,conformance,migrations,simulator}/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 } },
      { test: { ...node, name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 60_000 } },
    ],
  },
});
