import { describe, expect, it } from 'vitest';
import { createWriter } from '../../../source/format/index.ts';
import { itemsOf, PsNumber, type PsObject, PsText, type PsValue } from '../../../source/objects/index.ts';
import { type ClientEvent, commandTypes, consoleHost } from '../../../source/psrp/index.ts';
import { commonParameters } from '../../../source/sandbox/catalogue/common-parameters.ts';
import { writeSandboxFlood } from '../../../source/sandbox/server/helpers/flood.ts';
import type { HelperContext } from '../../../source/sandbox/server/pipeline/endpoint.ts';
import type { TestShell } from './support/client.ts';
import { testSandbox } from './support/sandbox.ts';

type Parameters = Readonly<Record<string, string | number | boolean>>;

const callsOf = (events: readonly ClientEvent[]) =>
  events.flatMap((event) => (event.type === 'hostCall' ? [[event.call.method, event.call.parameters] as const] : []));

async function run(shell: TestShell, ...commands: readonly (readonly [string, Parameters?])[]) {
  const result = await shell.run(
    commands.map(([name, parameters = {}]) => ({
      name,
      parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
    })),
  );
  return { ...result, objects: result.output as readonly PsObject[] };
}

async function metadata(shell: TestShell, names: readonly string[], types?: number) {
  const pipelineId = crypto.randomUUID();
  shell.pool.getCommandMetadata({ pipelineId, names, ...(types === undefined ? {} : { commandTypes: types }) });
  await shell.flush();
  const { events } = await shell.finish(pipelineId);
  return events.map((event: ClientEvent) => {
    if (event.type === 'commandCount') return event.count;
    return event.type === 'command' ? event.command.name : event.type;
  });
}

describe('command metadata', () => {
  it('gives the count first, then each command, then the end', async () => {
    const shell = await (await testSandbox()).opened();
    expect(await metadata(shell, ['*'])).toEqual([
      5,
      'Get-Thing',
      'Remove-Thing',
      'Wait-Thing',
      'Write-Everything',
      'Set-Secret',
      'pipelineState',
    ]);
  });

  it('takes several patterns, any case, and finds helpers by their full name', async () => {
    const shell = await (await testSandbox()).opened();
    expect(await metadata(shell, ['*-thing', 'get-help'])).toEqual([
      4,
      'Get-Thing',
      'Remove-Thing',
      'Wait-Thing',
      'Get-Help',
      'pipelineState',
    ]);
    expect(await metadata(shell, ['nothing*'])).toEqual([0, 'pipelineState']);
    expect(await metadata(shell, ['[rw]*-Thing', 'Get-Thin?'])).toEqual([
      3,
      'Get-Thing',
      'Remove-Thing',
      'Wait-Thing',
      'pipelineState',
    ]);
  });

  it('has functions only', async () => {
    const shell = await (await testSandbox()).opened();
    expect(await metadata(shell, ['*'], commandTypes.Cmdlet)).toEqual([0, 'pipelineState']);
  });

  it('shows what the role grants', async () => {
    const shell = await (await testSandbox()).opened('help@contoso.com');
    expect(await metadata(shell, ['*'])).toEqual([1, 'Get-Thing', 'pipelineState']);
  });

  it('tells parameters with what importers need', async () => {
    const shell = await (await testSandbox()).opened();
    const pipelineId = crypto.randomUUID();
    shell.pool.getCommandMetadata({ pipelineId, names: ['Remove-Thing'] });
    await shell.flush();
    const { events } = await shell.finish(pipelineId);
    const parameters = events.find((event) => event.type === 'command')!.command.parameters;
    expect(parameters.slice(0, 1)).toEqual([
      {
        name: 'Identity',
        typeName: 'System.String',
        aliases: [],
        isSwitch: false,
        isDynamic: false,
      },
    ]);
    expect(parameters.slice(1).map(({ name }) => name)).toEqual(commonParameters.map(({ name }) => name));
  });
});

describe('Get-Command', () => {
  it('lists commands with their parameters, as an importer without metadata needs them', async () => {
    const shell = await (await testSandbox()).opened();
    const { objects, state } = await run(
      shell,
      ['Get-Command', { Name: '*-Thing', CommandType: 'Function, Cmdlet', ListImported: true }],
      ['Select-Object', { Property: 'Name' }],
    );
    expect(state).toBe('completed');
    expect(objects.map((object) => object.get('Name'))).toEqual(['Get-Thing', 'Remove-Thing', 'Wait-Thing']);
    expect(objects[0]!.typeNames[0]).toMatch(/Selected\.System\.Management\.Automation\.FunctionInfo$/);
    const whole = await run(shell, ['Get-Command', { Name: 'Remove-Thing' }]);
    const names = ['Identity', ...commonParameters.map(({ name }) => name)];
    expect(whole.objects[0]!.get('Parameters')).toMatchObject({
      collection: { entries: names.map((name) => [name, 'System.Management.Automation.ParameterMetadata']) },
    });
  });

  it('is a table on a console', async () => {
    const shell = await (await testSandbox()).opened();
    const { objects } = await run(shell, ['Get-Command', { Name: '*-Thing' }]);
    const lines: string[] = [];
    const writer = createWriter({ width: 80, emit: (line) => lines.push(line.trimEnd().replaceAll(/ +/g, ' ')) });
    for (const one of objects) writer.write(one);
    writer.end();
    expect(lines.slice(0, 4)).toEqual([
      'CommandType Name Version Source',
      '----------- ---- ------- ------',
      'Function Get-Thing',
      'Function Remove-Thing',
    ]);
  });

  it('reports a name that is not there and goes on with the rest', async () => {
    const shell = await (await testSandbox()).opened();
    const result = await run(shell, ['Get-Command', { Name: 'Get-Nothing' }]);
    expect(result).toMatchObject({
      state: 'completed',
      output: [],
      errorIds: ['CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand'],
    });
  });

  it('narrows by verb and noun', async () => {
    const shell = await (await testSandbox()).opened();
    const { objects } = await run(shell, ['Get-Command', { Verb: 'W*', Noun: 'thing' }]);
    expect(objects.map((object) => object.get('Name'))).toEqual(['Wait-Thing']);
  });
});

describe('Select-Object', () => {
  const select = async (parameters: Parameters, count = 5) => {
    const shell = await (await testSandbox()).opened();
    return run(shell, ['Get-Thing', { Count: count }], ['Select-Object', parameters]);
  };
  const indexes = ({ objects }: { objects: readonly PsObject[] }) => objects.map((object) => object.get('Index'));

  it.each([
    [{ First: 2 }, [1, 2]],
    [{ First: 2, Skip: 1 }, [2, 3]],
    [{ Skip: 3 }, [4, 5]],
    [{ Last: 2 }, [4, 5]],
    [{ Last: 2, Skip: 1 }, [3, 4]],
    [{ First: 0 }, []],
    [{ Index: 2 }, [3]],
    [{ First: 100 }, [1, 2, 3, 4, 5]],
  ])('with %o leaves %o', async (parameters, expected) => {
    expect(indexes(await select(parameters))).toEqual(expected);
  });

  it('chooses properties in the order asked for, with their own spelling; missing ones are null', async () => {
    const { objects } = await select({ Property: 'name' }, 1);
    expect(objects[0]!.propertyNames).toEqual(['Name']);
    expect(objects[0]!.typeNames[0]).toMatch(/Selected\.Test\.Thing$/);
    const missing = await select({ Property: 'Colour' }, 1);
    expect(missing.objects[0]!.get('Colour')).toBeNull();
    const all = await select({ Property: '*', ExcludeProperty: 'Na*' }, 1);
    expect(all.objects[0]!.propertyNames).toEqual(['Index']);
  });

  it('expands a property, or says that there is none', async () => {
    expect((await select({ ExpandProperty: 'Index' }, 2)).output).toEqual([1, 2]);
    expect((await select({ ExpandProperty: 'Colour' }, 1)).errorIds).toEqual([
      'ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand',
    ]);
  });

  it('drops repetitions with -Unique', async () => {
    const shell = await (await testSandbox()).opened();
    const id = await shell.start([{ name: 'Select-Object', parameters: [{ name: 'Unique', value: true }] }], {
      input: ['a', 'b', 'a'],
    });
    expect((await shell.finish(id)).output).toEqual(['a', 'b']);
  });
});

describe('Measure-Object', () => {
  it('counts, and calculates what is asked for', async () => {
    const shell = await (await testSandbox()).opened();
    const counted = await run(shell, ['Get-Thing', { Count: 4 }], ['Measure-Object']);
    expect(counted.objects[0]!.get('Count')).toBe(4);
    expect(counted.objects[0]!.get('Sum')).toBeNull();
    const sums = await run(
      shell,
      ['Get-Thing', { Count: 4 }],
      ['Measure-Object', { Property: 'Index', Sum: true, Average: true, Maximum: true, Minimum: true }],
    );
    const [measured] = sums.objects;
    expect(['Sum', 'Average', 'Maximum', 'Minimum'].map((name) => measured!.get(name))).toEqual(
      [10, 2.5, 4, 1].map((value) => new PsNumber('Double', value)),
    );
    expect(measured!.get('StandardDeviation')).toBeNull();
  });

  it('has the properties that PowerShell 7 gives, in their order, all of them calculated for -AllStats', async () => {
    const shell = await (await testSandbox()).opened();
    const measure = async (count: number, parameters: Parameters) => {
      const { objects } = await run(shell, ['Get-Thing', { Count: count }], ['Measure-Object', parameters]);
      const { names, values } = objects[0]!.adapted;
      return names.map((name, index) => {
        const value = values[index];
        return [name, value instanceof PsNumber ? value.value : value] as const;
      });
    };
    // As `1..4 | Measure-Object -AllStats` and `1 | Measure-Object -StandardDeviation` are serialized there.
    expect(await measure(4, { Property: 'Index', AllStats: true })).toEqual([
      ['Count', 4],
      ['Average', 2.5],
      ['Sum', 10],
      ['Maximum', 4],
      ['Minimum', 1],
      ['StandardDeviation', 1.2909944487358056],
      ['Property', 'Index'],
    ]);
    expect(new Map(await measure(1, { Property: 'Index', StandardDeviation: true }))).toEqual(
      new Map<unknown, unknown>([
        ['Count', 1],
        ...['Average', 'Sum', 'Maximum', 'Minimum'].map((name) => [name, null] as const),
        ['StandardDeviation', 0],
        ['Property', 'Index'],
      ]),
    );
  });

  it('reports what is no number', async () => {
    const shell = await (await testSandbox()).opened();
    const result = await run(shell, ['Get-Thing', { Count: 1 }], ['Measure-Object', { Property: 'Name', Sum: true }]);
    expect(result.errorIds).toEqual(['NonNumericInputObject,Microsoft.PowerShell.Commands.MeasureObjectCommand']);
  });
});

describe('the other helpers', () => {
  it('Get-Help explains a command with its syntax, and lists several', async () => {
    const shell = await (await testSandbox()).opened();
    const one = await run(shell, ['Get-Help', { Name: 'Remove-Thing' }]);
    expect(one.objects[0]!.get('Synopsis')).toBe('About Remove-Thing.');
    const lines: string[] = [];
    const writer = createWriter({ width: 80, emit: (line) => lines.push(line) });
    writer.write(one.objects[0]!);
    writer.end();
    expect(lines.slice(0, 9)).toEqual([
      'NAME',
      '    Remove-Thing',
      '',
      'SYNOPSIS',
      '    About Remove-Thing.',
      '',
      'SYNTAX',
      '    Remove-Thing [-Identity] <String> [<CommonParameters>]',
      '',
    ]);
    expect(lines).toContain('        Accept pipeline input?       true (ByValue)');
    expect((await run(shell, ['Get-Help', { Name: '*-Thing' }])).objects).toHaveLength(3);
    expect((await run(shell, ['Get-Help', { Name: 'Get-Nothing' }])).errorIds).toEqual([
      'HelpNotFound,Microsoft.PowerShell.Commands.GetHelpCommand',
    ]);
  });

  it('Get-FormatData gives the views of the types that match', async () => {
    const shell = await (await testSandbox()).opened();
    const { objects } = await run(shell, ['Get-FormatData', { TypeName: 'Test.*' }]);
    expect(objects).toHaveLength(1);
    expect(objects[0]!.get('TypeName')).toBe('Test.Thing');
    const [view] = itemsOf(objects[0]!.get('FormatViewDefinition')!) as readonly PsObject[];
    const control = view!.get('Control') as PsObject;
    const headers = itemsOf(control.get('Headers')!) as readonly PsObject[];
    expect(headers.map((header) => header.get('Label'))).toEqual(['No.', 'Name']);
    // Without these two PowerShell's own client refuses the answer, and with it the whole import.
    expect(view!.extended.names).toEqual(['InstanceId']);
    expect(view!.extended.values).toEqual([
      new PsText('Guid', expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4,12}){4}$/)),
    ]);
    expect(control.typeNames).toContain('System.Management.Automation.PSControl');
    expect((await run(shell, ['Get-FormatData', { TypeName: 'System.*' }])).objects).toEqual([]);
  });

  it('Out-Default lays its input out for the console of the client, and errors with it', async () => {
    const shell = await (await testSandbox()).opened();
    const { output, errorIds, events } = await run(shell, ['Write-Everything'], ['Out-Default']);
    expect([output, errorIds]).toEqual([[], []]);
    const methods = callsOf(events).map(([method, [text]]) => `${method} ${typeof text === 'string' ? text : ''}`);
    expect(methods).toEqual(
      expect.arrayContaining(['WriteLine2 output', 'WriteWarningLine warning', 'WriteErrorLine error']),
    );
    const things = await run(shell, ['Get-Thing', { Count: 2 }], ['Out-Default']);
    expect(things.output).toEqual([]);
    expect(callsOf(things.events).length).toBeGreaterThan(1);
    expect(new Set(callsOf(things.events).map(([method]) => method))).toEqual(new Set(['WriteLine2']));
  });

  it('Out-Default makes its lines as wide as the console of the client', async () => {
    const shell = await (await testSandbox()).opened();
    const linesAt = async (width: number) => {
      const hostInfo = consoleHost({ width, height: 40 }, 'test');
      const id = await shell.start([{ name: 'Out-Default' }], {
        hostInfo,
        input: ['one word after another '.repeat(5)],
      });
      return callsOf((await shell.finish(id)).events).map(([, [text]]) => String(text).length);
    };
    expect(await linesAt(200)).toHaveLength(1);
    const narrow = await linesAt(40);
    expect(narrow).toHaveLength(3);
    expect(Math.max(...narrow)).toBeLessThanOrEqual(40);
  });

  it('Exit-PSSession has the client leave', async () => {
    const shell = await (await testSandbox()).opened();
    const { state, output, events } = await run(shell, ['Exit-PSSession'], ['Out-Default']);
    expect([state, output, callsOf(events)]).toEqual(['completed', [], [['PopRunspace', []]]]);
  });

  it('Write-SandboxFlood is there only when asked for', async () => {
    const shell = await (await testSandbox()).opened();
    expect((await run(shell, ['Write-SandboxFlood'])).reason).toBe('CommandNotFoundException');
    const flooded = await (await testSandbox({ testCmdlets: true })).opened();
    const { objects } = await run(flooded, ['Write-SandboxFlood', { Lines: 5000, Width: 8 }]);
    expect(objects).toHaveLength(5000);
    expect(objects[4999]!.get('Line')).toBe(5000);
    expect(objects[4999]!.get('Text')).toBe('abcdefgh');
  });

  it('Write-SandboxFlood keeps to a rate', async () => {
    let now = 0;
    const written: number[] = [];
    const host = {
      signal: new AbortController().signal,
      now: () => now,
      pause: async (milliseconds: number) => {
        now += milliseconds;
      },
      writeOutput: async () => void written.push(now),
    };
    const bound = new Map<string, PsValue>([
      ['lines', 2001],
      ['rate', 1000],
    ]);
    await writeSandboxFlood.run({ bound, host } as unknown as HelperContext);
    expect(now).toBe(2000);
    expect(written.every((at, index) => Math.abs(at - index) <= 10)).toBe(true);
  });

  it('refuses parameters that it does not have', async () => {
    const shell = await (await testSandbox()).opened();
    expect((await run(shell, ['Select-Object', { Colour: 'red' }])).reason).toBe(
      'NamedParameterNotFound,Select-Object',
    );
  });
});
