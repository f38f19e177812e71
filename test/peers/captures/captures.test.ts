import { beforeAll, describe, expect, it } from 'vitest';
import { sandboxPassword, startSandbox } from '../../../source/sandbox/index.ts';
import { describeWith } from '../describe-with.ts';
import { Lab } from '../front/subjects.ts';
import { wholePowerShell } from '../powershell/whole.ts';
import { keepCapture, keptCapture } from './capture.ts';
import { differences } from './differences.ts';
import { type Lines, recorded, type Sent } from './sessions.ts';
import { type Shape, shapeDifferences, shapeOf } from './shape.ts';
import { type StrictValue, strictly } from './strict.ts';

/** What the tests' endpoint is asked to do, and the sandbox for the same messages. */
const there: Lines = {
  says: [['Test-Body', { Text: "Write-Warning 'careful'; Write-Verbose 'more'", Verbose: true }]],
  progress: [
    ['Test-Body', { Text: "Write-Progress -Activity a -Status s -PercentComplete 10; Write-Warning 'careful'" }],
  ],
  error: [['Get-Item2', { Identity: 'nobody' }]],
  fails: [['Get-Item2', { Nothing: 1 }]],
  asks: [['Set-Item2', { Name: 'one' }]],
  waits: [['Set-Item2', { Name: 'one' }]],
  prompts: [['Test-Prompted']],
  command: [['Get-Command', { Name: 'Get-Item2' }]],
  views: [['Get-FormatData', { TypeName: 'System.TimeSpan' }]],
  name: 'Get-Item2',
};
const here: Lines = {
  says: [['Get-Mailbox', { ResultSize: 1, Verbose: true }]],
  progress: [['Get-MailboxStatistics', { Server: 'ex01' }]],
  error: [['Get-Mailbox', { Identity: 'nobody' }]],
  fails: [['Get-Mailbox', { Nothing: 1 }]],
  asks: [['Remove-Mailbox', { Identity: 'nora' }]],
  waits: [['Remove-Mailbox', { Identity: 'otto' }]],
  prompts: [['Remove-Mailbox']],
  command: [['Get-Command', { Name: 'Get-Mailbox' }]],
  views: [['Get-FormatData', { TypeName: '*' }]],
  name: 'Get-Mailbox',
};

/** Whether a message is PowerShell's own, and not what these commands give, or come to after a question. */
const isSubject = (what: string, type: string) =>
  what === 'prompts'
    ? type === 'PIPELINE_HOST_CALL'
    : type !== 'PIPELINE_OUTPUT' || ['command', 'views', 'metadata'].includes(what);

const messagesOf = (all: ReadonlyMap<string, Sent>) =>
  [...all].flatMap(([what, sent]) =>
    sent
      .filter(([type]) => isSubject(what, type))
      .map(([type, xml]) => ({ what: `${what}: ${type}`, shape: shapeOf(xml) })),
  );

/** How each message differs from the kept one of its kind that it is nearest to. */
function differ(theirs: ReadonlyMap<string, Sent>, ours: ReadonlyMap<string, Sent>): readonly string[] {
  const kept = new Map<string, Shape[]>();
  for (const { what, shape } of messagesOf(theirs)) kept.set(what, [...(kept.get(what) ?? []), shape]);
  const found = messagesOf(ours).flatMap(({ what, shape }) => {
    const tried = (kept.get(what) ?? []).map((one) => shapeDifferences(one, shape, what));
    return tried.toSorted((a, b) => a.length - b.length)[0] ?? [`${what} is not sent`];
  });
  return [...new Set(found)];
}

/** Types of the messages in their order, without results, and of several alike in a row one. */
const orderOf = (all: ReadonlyMap<string, Sent>, what: string) =>
  all
    .get(what)!
    .map(([type]) => type)
    .filter((type) => type !== 'PIPELINE_OUTPUT')
    .filter((type, index, types) => types[index - 1] !== type);

const poolStates = (all: ReadonlyMap<string, Sent>, what: string) =>
  all
    .get(what)!
    .filter(([type]) => type === 'RUNSPACEPOOL_STATE')
    .map(([, xml]) => strictly(xml).extended['RunspaceState']?.text);

const describedParameter = ([name, { adapted }]: readonly [string, StrictValue]) => [
  name,
  adapted['ParameterType']?.text,
  adapted['Aliases']?.items.map(({ text }) => text),
  adapted['SwitchParameter']?.text,
];

describe('what the sandbox sends', () => {
  let ours: ReadonlyMap<string, Sent>;
  beforeAll(async () => {
    const sandbox = await startSandbox({ servers: 1, mailboxes: 60, leftOpen: 0, endAfter: 0 });
    const { url, user } = sandbox.servers[0]!;
    ours = await recorded({ url, user, password: sandboxPassword }, here);
    await sandbox.stop();
  });

  it("has the shape of what PowerShell's own server sent: elements, names and their order, types", () => {
    const kept = keptCapture();
    expect(differ(kept, ours).toSorted()).toEqual(differences.flatMap(({ all }) => all).toSorted());
    for (const what of ['opening', 'error', 'fails', 'asks', 'waits', 'closing']) {
      expect([what, ...orderOf(ours, what)]).toEqual([what, ...orderOf(kept, what)]);
    }
    expect(poolStates(ours, 'closing')).toEqual(poolStates(kept, 'closing'));
  });

  it('has the texts of format data that it sends, and names where an enumeration has them', () => {
    const viewsOf = (all: ReadonlyMap<string, Sent>) =>
      all.get('views')!.flatMap(([type, xml]) => (type === 'PIPELINE_OUTPUT' ? [xml] : []));
    /** Without that of the whole, its type's name, and with each name of a property as one and the same. */
    const textsIn = (xml: string) => {
      const texts = [...xml.matchAll(/<ToString>([^<]*)</g)].map(([, text]) => text!).slice(1);
      const isProperty = (text: string) => texts.includes(`property: ${text}`);
      return texts.map((text) => (isProperty(text) ? 'Name' : text.replace(/^property: .*/s, 'property: Name')));
    };
    const kindsOf = (all: ReadonlyMap<string, Sent>) => new Set(viewsOf(all).flatMap(textsIn));
    const [theirs, own] = [kindsOf(keptCapture()), kindsOf(ours)];
    // Their only table takes its headings from its columns.
    expect([...own].filter((text) => !theirs.has(text))).toEqual([
      'System.Management.Automation.TableControlColumnHeader',
    ]);
    const written = (all: ReadonlyMap<string, Sent>) =>
      new Set(viewsOf(all).flatMap((xml) => xml.match(/<\w+ N="(?:Alignment|ValueType)"/g) ?? []));
    expect(written(ours)).toEqual(written(keptCapture()));
  });

  it('is read by a client that takes each bag of properties for itself and names as they are spelled', () => {
    const values = (what: string, type: string) =>
      ours.get(what)!.flatMap(([one, xml]) => (one === type ? [strictly(xml)] : []));
    const one = (what: string, type: string) => values(what, type)[0]!;
    expect(one('runspaces that are set', 'RUNSPACE_AVAILABILITY').extended).toMatchObject({
      SetMinMaxRunspacesResponse: { text: 'true' },
      ci: { text: '1' },
    });
    const free = one('runspaces that are free', 'RUNSPACE_AVAILABILITY').extended;
    expect([free['SetMinMaxRunspacesResponse']?.text, free['ci']?.text]).toEqual(['2', '2']);
    const call = one('asks', 'PIPELINE_HOST_CALL').extended;
    expect([call['ci']?.text, call['mi']?.text]).toEqual(['1', 'PromptForChoice']);
    expect(call['mp']?.items[2]?.items.map(({ extended }) => extended['label']?.text)).toContain('&Yes');
    const error = one('error', 'ERROR_RECORD').extended;
    expect(error['Exception']?.adapted['Message']?.text).toContain("'nobody'");
    expect(error['InvocationInfo']?.adapted['MyCommand']?.text).toBe('Get-Mailbox');
    expect(error['ErrorCategory_Category']?.text).toMatch(/^\d+$/);
    const [count, command] = values('metadata', 'PIPELINE_OUTPUT');
    expect(count?.extended['Count']?.text).toBe('1');
    const parameters = command?.extended['Parameters']?.entries ?? new Map<string, never>();
    expect([...parameters.values()].map(({ adapted }) => adapted['Name']?.text)).toEqual([...parameters.keys()]);
    // Behind a command's own stand PowerShell's common parameters: its client looks whether it knows each of them.
    const theirs = keptCapture().get('metadata')!.at(1)![1];
    const common = [...strictly(theirs).extended['Parameters']!.entries].slice(2);
    expect([...parameters].slice(-common.length).map(describedParameter)).toEqual(common.map(describedParameter));
    expect(parameters.get('Archive')?.adapted).toMatchObject({
      ParameterType: { text: 'System.Management.Automation.SwitchParameter' },
      SwitchParameter: { text: 'true' },
    });
  });
});

describeWith(await wholePowerShell(), "what is kept of PowerShell's own server", (executable) => {
  it('is what it sends today', async () => {
    const lab = new Lab(executable);
    const front = await lab.listen();
    const now = await recorded({ url: front.url, user: 'tests', password: 'tests' }, there);
    await front.stop();
    lab.stop();
    if (process.env['EXTERM_CAPTURE']) keepCapture(now);
    const kept = keptCapture();
    expect([differ(kept, now), differ(now, kept)]).toEqual([[], []]);
    for (const what of kept.keys()) expect(orderOf(now, what)).toEqual(orderOf(kept, what));
  });
});
