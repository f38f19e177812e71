import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const inkOutput = fileURLToPath(new URL('source/ui/terminal/ink-output.ts', import.meta.url));

export default defineConfig({
  plugins: [
    {
      // The same replacement as in the bundle (scripts/lib/ink-output.mjs): what is tested is what is shipped.
      name: 'ink-output',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === './output.js' && importer && /[\\/]ink[\\/]build[\\/]/.test(importer) && existsSync(inkOutput)
          ? inkOutput
          : undefined,
    },
  ],
  // React runs in its production build, as it is shipped, and that one has no development JSX.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  // Ink's source maps point to sources that it does not ship: a hundred warnings about nothing.
  logLevel: 'error',
  define: { EXTERM_VERSION: '"test"' },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Two cores: more workers than that only make each other late.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'production' },
    server: { deps: { inline: [/[\\/]node_modules[\\/]ink[\\/]/] } },
  },
});
