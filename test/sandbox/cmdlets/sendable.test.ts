import { describe, expect, it } from 'vitest';
import { PsNumber, PsObject, PsText, type PsValue } from '../../../source/objects/index.ts';
import { decodeClixmlDocument, encodeClixmlDocument } from '../../../source/psrp/clixml/index.ts';
import { simulatedCmdlets } from '../../../source/sandbox/cmdlets/registry.ts';
import { type Console, column, openConsole } from './console.ts';

const readers = simulatedCmdlets.map(({ name }) => name).filter((name) => /^(Get|Test|Search)-/.test(name));

/** What the cmdlet answers on one server, with the parameters that it needs to answer at all, or in full. */
async function answers(console: Console, name: string, server: string): Promise<readonly PsObject[]> {
  const [group] = column((await console.run('Get-DistributionGroup')).output, 'Identity');
  const parameters: Readonly<Record<string, Record<string, PsValue>>> = {
    'Get-DistributionGroupMember': { Identity: group ?? '' },
    'Get-MailboxDatabase': { Status: true },
    'Get-MailboxPermission': { Identity: 'adele.vance' },
    'Get-MailboxStatistics': { Server: server },
    'Get-MoveRequestStatistics': { Identity: 'adele.vance' },
    'Get-ADPermission': { Identity: 'adele.vance' },
    'Get-MailboxFolderPermission': { Identity: 'adele.vance:\\Calendar' },
    'Get-MailboxFolderStatistics': { Identity: 'adele.vance' },
    'Get-ServerComponentState': { Identity: server },
  };
  const { output, errors, failure } = await console.run(name, parameters[name]);
  expect([errors, failure]).toEqual([[], undefined]);
  return output;
}

/** The .NET type of a value, as a column of objects of one type has it. */
function typeOf(value: PsValue): string {
  if (value instanceof PsObject) return value.typeNames[0] ?? 'PSObject';
  if (value instanceof PsNumber || value instanceof PsText) return value.type;
  return typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
}

/** The types that each property of each type has; a property that is empty says none. */
function columnTypes(objects: readonly PsObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>();
  for (const object of objects) {
    for (const name of object.propertyNames) {
      const value = object.get(name) ?? null;
      const key = `${object.typeNames[0]}.${name}`;
      if (value !== null) types.set(key, (types.get(key) ?? new Set()).add(typeOf(value)));
    }
  }
  return types;
}

describe.each([1, 3])('in an organisation of %i servers', (servers) => {
  const consoles = Array.from({ length: servers }, (_, server) => openConsole({ servers, server }));

  it.each(readers)('%s answers with values that can be sent as their types', async (name) => {
    const objects: PsObject[] = [];
    for (const [index, console] of consoles.entries()) {
      await console.run('New-MoveRequest', { Identity: 'adele.vance' });
      console.wait(index * 47_123);
      objects.push(...(await answers(console, name, console.organisation.servers[index]?.name ?? '')));
    }
    expect(objects).not.toEqual([]);
    for (const object of objects) expect(decodeClixmlDocument(encodeClixmlDocument([object]))).toEqual([object]);
    const mixed = [...columnTypes(objects)].filter(([, types]) => types.size > 1);
    expect(mixed).toEqual([]);
  });
});
