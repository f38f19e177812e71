import { expect, it } from 'vitest';
import { decodeClixmlDocument, encodeClixmlDocument } from '../../../source/psrp/clixml/index.ts';
import { createCatalogue } from '../../../source/sandbox/catalogue/commands.ts';
import { simulatedCmdlets } from '../../../source/sandbox/cmdlets/registry.ts';
import { openConsole } from './console.ts';

const getters = createCatalogue(simulatedCmdlets)
  .list(['Organization Management'])
  .filter(({ verb }) => verb === 'Get');

it('every Get- cmdlet without arguments gives objects that can be sent, says what it needs, or that it is not simulated', async () => {
  const console = openConsole();
  expect(getters.length).toBeGreaterThan(200);
  for (const { name } of getters) {
    const { output, errors, failure } = await console.run(name);
    for (const object of output) expect(decodeClixmlDocument(encodeClixmlDocument([object]))).toEqual([object]);
    const problems = [...errors, ...(failure ? [failure] : [])].map((one) => one.fullyQualifiedErrorId);
    if (output.length > 0) expect(problems, name).toEqual([]);
    else expect(problems, name).toEqual([expect.stringMatching(/^(?:MissingMandatoryParameter|NotSimulated),/)]);
  }
});
