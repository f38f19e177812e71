import { describe, expect, it } from 'vitest';
import { type HostPrompts, Secret } from '../../../source/domain/index.ts';
import { SessionHost } from '../../../source/engine/native/host/host.ts';
import {
  entryOf,
  type PsObject,
  type PsSecureString,
  PsText,
  type PsValue,
  psObject,
} from '../../../source/objects/index.ts';
import {
  decodeCredential,
  encodeHostRequest,
  type HostCallContent,
  type HostRequest,
  type HostResponseContent,
  SessionKey,
} from '../../../source/psrp/index.ts';
import { answering, nobody } from '../../contract/engine-contract.ts';
import { MemoryShell } from './memory-shell.ts';

/** Has a server's pipeline call the host once, and gives what the server hears. */
async function call(
  content: HostCallContent,
  prompts: HostPrompts,
): Promise<{ answer: HostResponseContent; shell: MemoryShell }> {
  const shell = new MemoryShell();
  const pool = await shell.open();
  const host = new SessionHost();
  const answer = Promise.withResolvers<HostResponseContent>();
  shell.onEvent = (event, pipeline) => {
    if (event.type === 'createPipeline') pipeline?.hostCall(content);
    if (event.type !== 'hostResponse') return;
    answer.resolve(event.response.content);
    pipeline?.complete();
  };
  const pipeline = pool.start(
    (client, pipelineId) => client.createPipeline({ pipelineId, commands: [{ name: 'x' }] }),
    {
      onEvents: () => Promise.resolve(),
      onHostCall: (event, signal) => host.answer(pool, event, { prompts, width: 90, signal }),
    },
  );
  await pipeline.ended;
  return { answer: await answer.promise, shell };
}

async function ask(request: Exclude<HostRequest, { kind: 'other' }>, prompts: HostPrompts) {
  return await call(encodeHostRequest(request), prompts);
}

function given(answer: HostResponseContent): PsValue {
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

const clear = (shell: MemoryShell, secret: unknown) =>
  Buffer.from(shell.server.decryptSecureString(secret as PsSecureString)).toString('utf16le');

const field = (name: string, type: string) => ({
  name,
  label: '',
  helpMessage: '',
  isMandatory: true,
  parameterTypeName: type.split('.').at(-1)!,
  parameterTypeFullName: type,
  defaultValue: null,
});

describe('the host of a session', () => {
  it('answers fields as text, and secret ones sealed; what was typed is wiped', async () => {
    const secret = Secret.fromText('Pa55wörd€');
    const prompts = answering(() => ({
      kind: 'fields',
      values: new Map<string, string | Secret>([
        ['Name', 'Nia'],
        ['Password', secret],
      ]),
    }));
    const fields = [field('Name', 'System.String'), field('Password', 'System.Security.SecureString')];
    const { answer, shell } = await ask({ kind: 'prompt', caption: 'c', message: 'm', fields }, prompts);
    expect(prompts.asked).toMatchObject([
      {
        kind: 'fields',
        caption: 'c',
        message: 'm',
        fields: [
          { name: 'Name', label: 'Name', secret: false },
          { name: 'Password', secret: true },
        ],
      },
    ]);
    expect(entryOf(given(answer), 'Name')).toBe('Nia');
    expect(clear(shell, entryOf(given(answer), 'Password'))).toBe('Pa55wörd€');
    expect(secret.isWiped).toBe(true);
    expect(shell.client.hasSessionKey).toBe(true);
  });

  it('asks for a credential where a field is one', async () => {
    const prompts = answering(() => ({
      kind: 'credential',
      credential: { user: 'nia@contoso.com', password: Secret.fromText('x') },
    }));
    const fields = [{ ...field('Credential', 'System.Management.Automation.PSCredential'), label: '&Credential' }];
    const { answer, shell } = await ask({ kind: 'prompt', caption: '', message: '', fields }, prompts);
    const { userName, password } = decodeCredential(entryOf(given(answer), 'Credential')!);
    expect([userName, clear(shell, password)]).toEqual(['nia@contoso.com', 'x']);
    expect(prompts.asked).toMatchObject([{ kind: 'credential', message: 'Credential' }]);
  });

  it('answers a prompt for a credential, and wipes the password', async () => {
    const password = Secret.fromText('Pa55');
    const prompts = answering(() => ({ kind: 'credential', credential: { user: 'nia', password } }));
    const { answer, shell } = await ask(
      { kind: 'promptForCredential', caption: 'c', message: 'm', userName: 'given', targetName: '' },
      prompts,
    );
    expect(prompts.asked).toMatchObject([{ kind: 'credential', user: 'given' }]);
    expect(clear(shell, decodeCredential(given(answer)).password)).toBe('Pa55');
    expect(password.isWiped).toBe(true);
  });

  it('answers lines, open and secret', async () => {
    const open = await ask(
      { kind: 'readLine', secure: false },
      answering(() => ({ kind: 'line', text: 'typed' })),
    );
    expect(given(open.answer)).toBe('typed');
    const prompts = answering(() => ({ kind: 'line', text: 'typed' }));
    const { answer, shell } = await ask({ kind: 'readLine', secure: true }, prompts);
    expect(prompts.asked).toEqual([{ kind: 'line', secret: true }]);
    expect(clear(shell, given(answer))).toBe('typed');
  });

  it('answers choices, one and several', async () => {
    const choices = [
      { label: '&Yes', helpMessage: 'y' },
      { label: '&No', helpMessage: '' },
    ];
    const prompts = answering(() => ({ kind: 'choice', index: 1 }));
    const one = await ask({ kind: 'promptForChoice', caption: 'c', message: 'm', choices, defaultChoice: 0 }, prompts);
    expect(given(one.answer)).toBe(1);
    expect(prompts.asked).toEqual([
      {
        kind: 'choice',
        caption: 'c',
        message: 'm',
        choices: [
          { label: '&Yes', help: 'y' },
          { label: '&No', help: '' },
        ],
        defaultChoice: 0,
      },
    ]);
  });

  it('takes several choices one after another, until there are enough', async () => {
    const choices = ['&Red', '&Green', '&Blue'].map((label) => ({ label, helpMessage: `${label} it is` }));
    const request = { kind: 'promptForChoices', caption: 'c', message: 'm', choices, defaultChoices: [0, 2] } as const;
    const several = async (picks: readonly string[]) => {
      const left = [...picks];
      const prompts = answering((prompt) => {
        const labels = prompt.kind === 'choice' ? prompt.choices.map(({ label }) => label) : [];
        return { kind: 'choice', index: labels.indexOf(left.shift() ?? 'Done') };
      });
      const { answer } = await ask(request, prompts);
      return { items: (given(answer) as PsObject).collection, asked: prompts.asked };
    };
    const two = await several(['&Blue', '&Red']);
    expect(two.items).toMatchObject({ items: [2, 0] });
    expect(two.asked).toMatchObject([
      { message: 'm\nSeveral can be taken, one after another.', defaultChoice: 3 },
      { message: 'm\nTaken: Blue.', choices: [{ label: '&Red' }, { label: '&Green' }, { help: 'Takes Blue.' }] },
      { message: 'm\nTaken: Blue, Red.', defaultChoice: 1 },
    ]);
    expect((await several([])).items).toMatchObject({ items: [0, 2] });
    const all = await several(['&Red', '&Green', '&Blue']);
    expect(all.items).toMatchObject({ items: [0, 1, 2] });
    expect(all.asked).toHaveLength(3);
  });

  it('asks for the values of a list one after another, until an empty one', async () => {
    const typed = ['a,b', 'c', ''];
    const prompts = answering((prompt) => {
      const [one] = prompt.kind === 'fields' ? prompt.fields : [];
      return { kind: 'fields', values: new Map([[one!.name, one!.name === 'Names' ? (typed.shift() ?? '') : 'x']]) };
    });
    const fields = [{ ...field('Names', 'System.String[]'), label: '&Names' }, field('Id', 'System.String')];
    const { answer } = await ask({ kind: 'prompt', caption: 'c', message: 'm', fields }, prompts);
    expect(entryOf(given(answer), 'Names')).toMatchObject({ collection: { items: ['a,b', 'c'] } });
    expect(entryOf(given(answer), 'Id')).toBe('x');
    expect(prompts.asked).toMatchObject([
      { fields: [{ name: 'Id' }] },
      { message: 'm\nAn empty answer ends the list.', fields: [{ label: 'Names[0]', typeName: 'System.String' }] },
      { message: '', fields: [{ label: 'Names[1]' }] },
      { message: '', fields: [{ label: 'Names[2]' }] },
    ]);
  });

  it('seals the secrets of a list, and wipes them', async () => {
    const secrets = ['one', 'two', ''].map((text) => Secret.fromText(text));
    const left = [...secrets];
    const prompts = answering(() => ({ kind: 'fields', values: new Map([['Keys', left.shift()!]]) }));
    const fields = [field('Keys', 'System.Security.SecureString[]')];
    const { answer, shell } = await ask({ kind: 'prompt', caption: '', message: '', fields }, prompts);
    const items = (entryOf(given(answer), 'Keys') as PsObject).collection as { items: readonly PsValue[] };
    expect(items.items.map((item) => clear(shell, item))).toEqual(['one', 'two']);
    expect(prompts.asked).toMatchObject([{ fields: [{ secret: true }] }, {}, {}]);
    expect(secrets.slice(0, 2).map(({ isWiped }) => isWiped)).toEqual([true, true]);
  });

  it('tells about itself without asking anybody', async () => {
    const facts = async (method: HostCallContent['method']) =>
      given((await call({ method, parameters: [] }, nobody)).answer);
    expect(await facts('GetName')).toBe('exterm');
    expect(await facts('GetVersion')).toEqual(new PsText('Version', '1.0'));
    expect(await facts('GetInstanceId')).toBeInstanceOf(PsText);
    expect(await facts('GetBufferSize')).toMatchObject(psObject({ width: 90, height: 50 }, []));
    expect(await facts('GetIsRunspacePushed')).toBe(false);
  });

  it('says with an error what it does not have', async () => {
    const { answer } = await call({ method: 'ReadKey', parameters: [0] }, nobody);
    expect(answer).toMatchObject({ error: { fullyQualifiedErrorId: 'HostMethodNotSupported' } });
  });
});

it('never sends a secret in the clear', async () => {
  const key = new SessionKey(new Uint8Array(32).fill(7));
  const prompts = answering(() => ({ kind: 'line', text: Secret.fromText('Pa55') }));
  const { answer } = await ask({ kind: 'readLine', secure: true }, prompts);
  // The test's server makes its key out of the same bytes.
  expect(Buffer.from(key.decrypt(given(answer) as PsSecureString)).toString('utf16le')).toBe('Pa55');
});
