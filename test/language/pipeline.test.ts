import { describe, expect, it } from 'vitest';
import {
  assignedValue,
  commandLookup,
  createPipeline,
  Environment,
  LanguageError,
  type PlanContext,
  parse,
  plan,
  remoteCommands,
  showError,
  sourceValues,
  viewOf,
} from '../../source/language/index.ts';
import { toText } from '../../source/language/values/convert.ts';
import { PsNumber, PsObject, type PsValue, psList, psObject } from '../../source/objects/index.ts';

const mailboxes = [
  psObject({ Name: 'Adele', Size: 3, Database: 'DB01', Addresses: psList(['a@x', 'b@x']) }),
  psObject({ Name: 'bob', Size: 10, Database: 'DB02', Addresses: psList([]) }),
  psObject({ Name: 'Carl', Size: 2, Database: 'db01', Addresses: null }),
];

const plain = (value: PsValue): unknown => {
  if (value instanceof PsNumber) return Number(value.value);
  if (!(value instanceof PsObject)) return value;
  if (value.collection && value.collection.kind !== 'dictionary') return value.collection.items.map(plain);
  return Object.fromEntries(value.propertyNames.map((name) => [name, plain(value.get(name) ?? null)]));
};

function run(text: string, values: readonly PsValue[] = mailboxes, environment = new Environment()) {
  const [statement] = plan(parse(text), { environment }).statements;
  if (!statement) throw new Error('no statement');
  const output: PsValue[] = [];
  const errors: string[] = [];
  const pipeline = createPipeline(statement, environment, {
    value: (value) => output.push(value),
    error: (error) => errors.push(error.message),
  });
  let taken = 0;
  for (const value of values) {
    if (pipeline.done) break;
    taken++;
    pipeline.push(value);
  }
  pipeline.end();
  return { output: output.map(plain), raw: output, errors, taken };
}

const names = (text: string) => run(text).output.map((value) => (value as { Name?: unknown } | null)?.Name ?? value);

describe('local stages', () => {
  it.each([
    ["Get-Mailbox | Where-Object Name -like 'a*'", ['Adele']],
    ["Get-Mailbox | where Database -eq 'db01'", ['Adele', 'Carl']],
    ["Get-Mailbox | ? Database -ceq 'db01'", ['Carl']],
    ['Get-Mailbox | ? Size -in 2, 3', ['Adele', 'Carl']],
    ['Get-Mailbox | ? Addresses -contains a@x', ['Adele']],
    ["Get-Mailbox | ? Name -match '^[ab]'", ['Adele', 'bob']],
    ['Get-Mailbox | ? Missing -eq $null', ['Adele', 'bob', 'Carl']],
    ['Get-Mailbox | ? -Not Addresses', ['bob', 'Carl']],
    ['Get-Mailbox | ? Addresses', ['Adele']],
    ["Get-Mailbox | ? { $_.Size -gt 2 -and $_.Name -notlike 'b*' }", ['Adele']],
    ['Get-Mailbox | ? { -not ($PSItem.Size -lt 3 -or $_.Name -eq "BOB") }', ['Adele']],
    ['Get-Mailbox | sort Size', ['Carl', 'Adele', 'bob']],
    ['Get-Mailbox | sort Name -Descending', ['Carl', 'bob', 'Adele']],
    ['Get-Mailbox | sort Database, Size', ['Carl', 'Adele', 'bob']],
    ['Get-Mailbox | sort Database -Unique', ['Adele', 'bob']],
    ['Get-Mailbox | select -First 2', ['Adele', 'bob']],
    ['Get-Mailbox | select -Skip 1 -First 1', ['bob']],
    ['Get-Mailbox | select -Last 1', ['Carl']],
    ['Get-Mailbox | select -Last 1 -Skip 1', ['bob']],
    ['Get-Mailbox | select -First 1 -Last 1', ['Adele', 'Carl']],
    ['Get-Mailbox | select -Last 0', []],
    ['Get-Mailbox | % Name', ['Adele', 'bob', 'Carl']],
    ['Get-Mailbox | select -ExpandProperty Addresses', ['a@x', 'b@x']],
    ['Get-Mailbox | % Addresses', ['a@x', 'b@x', null]],
    ['Get-Mailbox | sort Size | select -First 1 | % Name', ['Carl']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('selects properties by name and wildcard, as the object spells them, and null for what is missing', () => {
    const { output, raw } = run('Get-Mailbox | select na*, size, None -First 1');
    expect(output).toEqual([{ Name: 'Adele', Size: 3, None: null }]);
    expect((raw[0] as PsObject).typeNames[0]).toBe('Selected.System.Management.Automation.PSCustomObject');
    expect(run('Get-Mailbox | select * -ExcludeProperty a*, d* -First 1').output).toEqual([{ Name: 'Adele', Size: 3 }]);
  });

  it('tells upper from lower case with select -Unique, and not with sort -Unique', () => {
    expect(run('Get-Mailbox | select Database -Unique').output).toEqual([
      { Database: 'DB01' },
      { Database: 'DB02' },
      { Database: 'db01' },
    ]);
    expect(run('f | sort -Unique', ['b', 'a', 'A', 'b']).output).toEqual(['a', 'b']);
  });

  it('puts what lacks the property last, whichever way it sorts', () => {
    const values = [psObject({ Name: 'x' }), psObject({ Name: 'y', Size: 1 }), psObject({ Name: 'z', Size: 2 })];
    const order = (text: string) =>
      run(text, values)
        .output.map((value) => (value as { Name: string }).Name)
        .join('');
    expect(order('f | sort Size')).toBe('yzx');
    expect(order('f | sort Size -Descending')).toBe('zyx');
  });

  it('measures', () => {
    expect(run('Get-Mailbox | measure').output).toEqual([
      { Count: 3, Average: null, Sum: null, Maximum: null, Minimum: null, StandardDeviation: null, Property: null },
    ]);
    expect(run('Get-Mailbox | measure Size -Sum -Average -Maximum -Minimum').output).toEqual([
      { Count: 3, Average: 5, Sum: 15, Maximum: 10, Minimum: 2, StandardDeviation: null, Property: 'Size' },
    ]);
    expect(run('Get-Mailbox | measure Name -Sum').errors).toEqual([
      "'Adele' is no number, and is left out of the sum and the average.",
    ]);
    expect(run('Get-Mailbox | measure None').errors).toEqual(['The property None is not there to measure.']);
  });

  it('groups without regard to case, in the order of the values', () => {
    const { raw } = run('Get-Mailbox | group Database');
    expect(
      raw.map(
        (group) =>
          `${toText((group as PsObject).get('Count') ?? null)} ${toText((group as PsObject).get('Name') ?? null)}`,
      ),
    ).toEqual(['2 DB01', '1 DB02']);
    expect(run('Get-Mailbox | group Database -NoElement').output[0]).toEqual({
      Count: 2,
      Name: 'DB01',
      Values: ['DB01'],
    });
  });

  it('stops the source as soon as Select-Object -First has enough', () => {
    expect(run('Get-Mailbox | select -First 1').taken).toBe(1);
    expect(run("Get-Mailbox | ? Name -like 'b*' | select -First 1").taken).toBe(2);
    expect(run('Get-Mailbox | select -First 0').taken).toBe(0);
    expect(run('Get-Mailbox | sort Name | select -First 1').taken).toBe(3);
  });

  it('reports a value that cannot be compared, and goes on with the others', () => {
    const { output, errors } = run("f | ? { $_ -gt 'x' }", [1, 'y', 1]);
    expect(output).toEqual(['y']);
    expect(errors).toEqual([
      `Cannot convert value "x" to type "System.Int32". Error: "The input string 'x' was not in a correct format."`,
    ]);
  });

  it('takes values from variables in its arguments', () => {
    const environment = new Environment();
    environment.set('n', 2);
    environment.set('columns', psList(['Name', 'Size']));
    expect(run('Get-Mailbox | ? Size -gt $n | select $columns -First $n', mailboxes, environment).output).toEqual([
      { Name: 'Adele', Size: 3 },
      { Name: 'bob', Size: 10 },
    ]);
  });
});

const context = (): PlanContext & { environment: Environment } => ({
  environment: new Environment(),
  commands: commandLookup([
    {
      name: 'Get-Mailbox',
      parameters: [
        { name: 'Identity', isSwitch: false },
        { name: 'ResultSize', isSwitch: false },
        { name: 'Archive', isSwitch: true },
      ],
    },
  ]),
});

function remote(text: string) {
  const given = context();
  given.environment.set('x', 'adele');
  return plan(parse(text), given).statements.flatMap((statement) =>
    remoteCommands(statement, given.environment).map(({ name, parameters }) => [
      name,
      ...parameters.map((parameter) => [parameter.name, parameter.value]),
    ]),
  );
}

describe('what is sent', () => {
  it('has full names and values where the catalogue knows the parameter', () => {
    expect(remote('get-mailbox -Id $x -res Unlimited -Archive more')).toEqual([
      ['get-mailbox', ['Identity', 'adele'], ['ResultSize', 'Unlimited'], ['Archive', true], [undefined, 'more']],
    ]);
    expect(remote('Get-Mailbox -Archive:$false')).toEqual([['Get-Mailbox', ['Archive', false]]]);
  });

  it("leaves the binding to the server, in PowerShell's own spelling, where it does not", () => {
    expect(remote('Get-X -Foo $x -Bar:$true a | Get-Y')).toEqual([
      ['Get-X', ['-Foo', null], [undefined, 'adele'], ['-Bar:', true], [undefined, 'a']],
      ['Get-Y'],
    ]);
  });

  it('sends numbers as they were typed where writing them anew would lose something', () => {
    expect(remote('Get-X 00123 1GB 0x1F 5 1.5')).toEqual([
      [
        'Get-X',
        [undefined, '00123'],
        [undefined, '1GB'],
        [undefined, '0x1F'],
        [undefined, 5],
        [undefined, new PsNumber('Double', 1.5)],
      ],
    ]);
  });

  it('sends a script block as one, with its text unread', () => {
    expect(remote("Get-X {Name -like 'a*' -and $(1)}")).toMatchObject([
      ['Get-X', [undefined, { type: 'ScriptBlock', text: "Name -like 'a*' -and $(1)" }]],
    ]);
  });

  it('is every remote command before the first local stage', () => {
    const given = context();
    const [statement] = plan(
      parse('Get-Mailbox | Get-MailboxStatistics | select a | ft -AutoSize b, c'),
      given,
    ).statements;
    expect(statement && remoteCommands(statement, given.environment).map(({ name }) => name)).toEqual([
      'Get-Mailbox',
      'Get-MailboxStatistics',
    ]);
    expect(statement?.stages.map(({ command }) => command.name)).toEqual(['Select-Object']);
    expect(statement && viewOf(statement, given.environment)).toEqual({
      shape: 'table',
      autoSize: true,
      properties: ['b', 'c'],
    });
  });
});

describe('variables', () => {
  it('keep nothing as null, one value as itself, several as an array, and an expression as it is', () => {
    const given = context();
    const [piped, list] = plan(parse('$x = Get-Mailbox; $y = @(1)'), given).statements;
    if (!piped || !list) throw new Error('two statements');
    const { environment } = given;
    expect(piped.assignTo).toBe('x');
    expect(assignedValue(piped, environment, [])).toBeNull();
    expect(assignedValue(piped, environment, ['a'])).toBe('a');
    expect(plain(assignedValue(piped, environment, ['a', 'b']))).toEqual(['a', 'b']);
    expect(plain(assignedValue(list, environment, sourceValues(list, environment) ?? []))).toEqual([1]);
  });

  it('set by one statement are known to the next', () => {
    expect(plan(parse('$x = Get-Mailbox; $x.Name'), context()).statements).toHaveLength(2);
    expect(() => plan(parse('$x.Name; $x = Get-Mailbox'), context())).toThrow('The variable $x has not been set.');
  });

  it('go into a remote command only where the caller can send input', () => {
    const given = context();
    given.environment.set('x', psList(['a', 'b']));
    expect(() => plan(parse('$x | Set-Mailbox'), given)).toThrow(
      'Values of this side cannot be piped into Set-Mailbox',
    );
    const [statement] = plan(parse('$x | Set-Mailbox'), { ...given, acceptsInput: true }).statements;
    expect(statement && sourceValues(statement, given.environment)).toEqual(['a', 'b']);
  });
});

const refused = (text: string): string => {
  try {
    plan(parse(text), context());
  } catch (error) {
    if (error instanceof LanguageError) return showError(text, error).join('\n');
  }
  return 'planned';
};

describe('what cannot be run', () => {
  it('is shown with its place and the next step', () => {
    expect(refused('Get-Mailbox | select Name | Set-Mailbox -Foo 1')).toMatchInlineSnapshot(`
      "Set-Mailbox is run by the server, and cannot come after Select-Object, which is run here.
      Get-Mailbox | select Name | Set-Mailbox -Foo 1
                                  ~~~~~~~~~~~
      Put the commands of the server first, or keep the result as $x = … and pass what is needed as an argument."
    `);
    expect(refused("Get-Mailbox |\n\tselect @{n='日';e={1}}")).toMatchInlineSnapshot(`
      "A calculated property is not understood here: Select-Object takes names of properties.
       select @{n='日';e={1}}
              ~~~~~~~~~~~~~~~
      Name the property itself; wildcards are understood."
    `);
    expect(refused("Get-Mailbox '日本' -Foo $y")).toMatchInlineSnapshot(`
      "The variable $y has not been set.
      Get-Mailbox '日本' -Foo $y
                              ~~
      Set it first: $y = …"
    `);
  });

  it.each([
    ['Get-X | % { $_.Name }', 'A script block of ForEach-Object is not understood here.'],
    ['Get-X | ? { Get-Y }', 'The script block of Where-Object has to be one expression over $_ here.'],
    ['Get-X | ? { $_.A + 1 }', 'The operator + is not understood here.'],
    ['Get-X | ? { $_.A -eq $no }', 'The variable $no has not been set.'],
    ['Get-X | ? Name -like', '-like wants a value.'],
    ['Get-X | ? Name x', 'Where-Object has a value but no comparison.'],
    ['Get-X | ? A -eq -ne 2', 'The simple form of Where-Object takes one comparison.'],
    ['Get-X | select -First a', '-First wants a whole number, zero or more.'],
    ['Get-X | select -Fir', '-First wants an argument.'],
    ['Get-X | select -Ex a', '-Ex could be several parameters of Select-Object.'],
    ['Get-X | select a b', 'Select-Object takes no further argument here.'],
    ['Get-X | select -Index 1', '-Index of Select-Object is not understood here.'],
    ['Get-X | ft | sort Name', 'sort cannot come after Format-Table, which is the last of a pipeline here.'],
    ['$x = Get-X | fl', '$x would take what Format-List prints, not objects.'],
    ['select Name', 'select needs something before its pipe.'],
    ['Get-X | Export-Csv a.csv', 'Export-Csv is not understood here.'],
    ['$true = 1', '$true cannot be assigned to.'],
    ['Get-Mailbox -Identity -Archive', '-Identity wants an argument.'],
    ['{ Get-X }', 'A script block is only understood after Where-Object, and as the argument of a remote command.'],
  ])('%s: %s', (text, message) => {
    const given = context();
    expect(() => {
      for (const statement of plan(parse(text), given).statements) {
        remoteCommands(statement, given.environment);
        createPipeline(statement, given.environment, { value: () => {}, error: () => {} });
      }
    }).toThrow(message);
  });
});
