import { describe, expect, it } from 'vitest';
import { requireNames } from '../../source/commands/names.ts';
import { Exterm, offered } from './exterm.ts';

const grouped = {
  saved: () => [
    { ...offered('ex01'), groups: ['prod', 'berlin'] },
    { ...offered('ex02'), groups: ['Prod'] },
    { ...offered('dr01'), groups: ['dr'] },
  ],
};

describe('a group', () => {
  it('is given to a connection, shown, and taken away', async () => {
    const exterm = await Exterm.begin();
    const add = ['connections', 'add', 'ex03', '--server', 'ex03.contoso.com', '--group', 'prod', '--group', 'berlin'];
    expect(await exterm.run(add)).toMatchObject({ code: 0 });
    expect((await exterm.run(['connections'])).stdout).toMatch(/Engine {2}Groups\n.*\n.* prod, berlin\n$/);
    expect(JSON.parse((await exterm.run(['connections', 'show', 'ex03'])).stdout)).toMatchObject({
      groups: ['prod', 'berlin'],
    });
    expect(await exterm.run(['connections', 'edit', 'ex03', '--group', ''])).toMatchObject({ code: 0 });
    expect((await exterm.run(['connections'])).stdout).not.toContain('Groups');
  });

  it.each(['@prod', 'a b', 'x/y'])('cannot be called "%s"', async (group) => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['connections', 'add', 'ex03', '--server', 'ex03', '--group', group])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--group: A group/),
    });
  });

  it.each([
    ['@PROD', 'ex01 ex02'],
    ['@dr,ex01', 'dr01 ex01'],
    ['ex*', 'ex01 ex02'],
    ['?r01,@berlin,ex01', 'dr01 ex01'],
  ])('%s chooses %s', async (words, names) => {
    const exterm = await Exterm.begin(grouped);
    const { stdout } = await exterm.run(['connections', 'list', words]);
    const order = names.split(' ');
    expect([...stdout.matchAll(/^(?:ex|dr)\d+/gm)].map(([name]) => name).sort()).toEqual(order.toSorted());
    const run = await exterm.run(['run', words, '1 -eq 1']);
    expect([...run.stdout.matchAll(/^PSComputerName: (.*)$/gm)].map(([, name]) => name)).toEqual(order);
  });

  it.each([
    ['@prd', 'There is no group "prd". Did you mean "@prod"? There are: @prod, @berlin, @dr.\n'],
    ['@', 'There is no group "". There are: @prod, @berlin, @dr.\n'],
    ['x*', 'No connection\'s name is like "x*". Known are: ex01, ex02, dr01.\n'],
    ['@prod,', 'A connection name is empty'],
  ])('%s chooses nothing, which runs nowhere', async (words, said) => {
    const exterm = await Exterm.begin(grouped);
    expect(await exterm.run(['run', words, 'Get-Mailbox'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(said),
    });
  });

  it('says how there come to be groups where there are none', async () => {
    const exterm = await Exterm.begin();
    expect((await exterm.run(['sessions', '@prod'])).stderr).toContain('connections edit <name> --group prod');
  });
});

describe('run --compare', () => {
  it('gives the answer of most once, and of the others what differs', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout } = await exterm.run(['run', 'ex01,ex02,dr01', 'Get-AcceptedDomain', '--compare']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ex01, ex02, dr01 \(3\)\n-+\n(?:Name|Domain)/);
    expect(stdout.match(/contoso\.com/g)!.length).toBeLessThan(6);
  });

  it('compares what there is where a server cannot be asked, and says so', async () => {
    const exterm = await Exterm.begin({
      saved: () => [offered('ex01'), { ...offered('ex02'), sandboxServer: 'ex09' }],
    });
    const { code, stdout, stderr } = await exterm.run(['run', 'ex*', 'Get-AcceptedDomain', '--compare']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ex01 \(1\)\n/);
    expect(stdout).not.toContain('ex02');
    expect(stderr).toContain('ex02');
  });

  it('takes no server that was lost before it said something for one that answered with nothing', async () => {
    const exterm = await Exterm.begin();
    exterm.faults.add({ at: 'command', server: 'ex02', fault: { kind: 'lose-shell' }, after: 1 });
    const run = ['run', 'ex01,ex02', 'Get-AcceptedDomain', '--compare', '--output', 'json'];
    const { stdout, stderr } = await exterm.run(run);
    expect(JSON.parse(stdout)).toMatchObject([{ Servers: ['ex01'] }]);
    expect(stderr).toContain('ex02');
  });

  it('marks what a server said before it was lost, and takes it for no answer like the others', async () => {
    const exterm = await Exterm.begin();
    exterm.faults.add({ at: 'command', server: 'ex02', fault: { kind: 'lose-shell' }, after: 2 });
    const line = 'Get-AcceptedDomain | Select-Object Name; Get-Queue | Where-Object { $false }';
    const { stdout } = await exterm.run(['run', 'ex01,ex02', line, '--compare', '--output', 'json']);
    const [whole, partial] = JSON.parse(stdout);
    expect(whole).toEqual({ Servers: ['ex01'], Answer: expect.any(Array) });
    expect(partial).toEqual({ Servers: ['ex02'], Partial: true, Answer: expect.any(Array) });
  });

  it('as JSON says who answered alike, without what only tells sessions apart', async () => {
    const exterm = await Exterm.begin();
    const run = [
      'run',
      'ex01,ex02',
      'Get-Mailbox ravi | Select-Object Name, RunspaceId',
      '--compare',
      '--output',
      'json',
    ];
    expect(JSON.parse((await exterm.run(run)).stdout)).toEqual([
      { Servers: ['ex01', 'ex02'], Answer: [{ Name: 'Ravi Menon' }] },
    ]);
  });

  it('has no csv', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['run', 'ex01,ex02', '1', '--compare', '--output', 'csv'])).toMatchObject({ code: 2 });
  });
});

describe('run --at-once', () => {
  it('never has more sessions open than it says', async () => {
    const exterm = await Exterm.begin();
    let most = 0;
    const command = exterm.start(['run', 'ex01,ex02,dr01', 'Get-AcceptedDomain', '--at-once', '1']);
    command.stdin.end();
    const watch = () => {
      const open = exterm.sandbox.servers.flatMap(({ name }) => exterm.sandbox.shells(name)).length;
      most = Math.max(most, open);
      if (!done) setImmediate(watch);
    };
    let done = false;
    watch();
    expect(await command.ended).toMatchObject({ code: 0 });
    done = true;
    expect(most).toBe(1);
  });
});

it('of very many connections names a few, and the one that was meant', () => {
  const all = Array.from({ length: 200 }, (_, index) => ({
    name: `srv${index}`,
    url: 'http://srv.contoso.com/PowerShell/',
    configurationName: 'Microsoft.Exchange',
    authentication: 'Kerberos' as const,
    engine: 'auto' as const,
  }));
  const message = (word: string) => {
    try {
      return requireNames(all, [word]).join();
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message('srv77')).toBe('srv77');
  expect(message('srw77')).toMatch(/Did you mean "srv77"\? Known are 200, .*: srv0, srv1, .*, srv19, …\n/);
  expect(message('x*')).toMatch(/Known are 200, .*srv19, …$/);
});
