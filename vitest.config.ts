import { defineConfig } from 'vitest/config';
import { inkReplacement } from './scripts/lib/ink-output.mjs';

export default defineConfig({
  plugins: [
    {
      // The same replacements as in the bundle: what is tested is what is shipped.
      name: 'ink-output',
      enforce: 'pre',
      resolveId: (source, importer) => inkReplacement(source, importer),
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
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { NODE_ENV: 'production' },
    server: { deps: { inline: [/[\\/]node_modules[\\/]ink[\\/]/] } },
  },
});
