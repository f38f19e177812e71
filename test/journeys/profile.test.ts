import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { fewCmdlets, Journey } from './journey.ts';

it.each([
  [false, '[from the profile]'],
  [true, '[]'],
])('the profile of the screen, left out: %s', async (skipsProfile, expected) => {
  const folder = temporaryFolder();
  const profile = join(folder, 'profile.ps1');
  writeFileSync(profile, "$greeting = 'from the profile'\n");
  const journey = await Journey.begin({
    engine: {
      deps: (deps) => ({
        ...deps,
        ...{ defaultEngine: 'native', skipsProfile },
        engines: { ...deps.engines, native: new NativeEngine({}, profile) },
      }),
      cmdlets: fewCmdlets,
    },
  });
  await journey.open(1);
  await journey.enter('"[$greeting]"');
  expect(await journey.shows(expected)).toContain(expected);
});
