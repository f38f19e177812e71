import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const tests = join(import.meta.dirname, '..');

it('a module that files of tests share sets nothing up at its top: that holds for the first of them only', () => {
  const shared = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
  );
  expect(shared.length).toBeGreaterThan(40);
  const setUp = /^(?:(?:before|after)(?:Each|All)|vi\.\w+|expect\.extend)\(/m;
  expect(shared.filter((file) => setUp.test(readFileSync(join(tests, file), 'utf8')))).toEqual([]);
});
