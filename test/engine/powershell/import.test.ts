import { expect, it } from 'vitest';
import { type ImportStep, importFraction, startImport } from '../../../source/domain/index.ts';
import { importSession } from '../../../source/engine/powershell/import.ts';
import type { Agent, RequestListener } from '../../../source/engine/powershell/link/agent.ts';
import { AgentMessage } from '../../../source/engine/powershell/link/message.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { never } from './support.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const message = (op: string, fields: object) => new AgentMessage(JSON.stringify({ op, ...fields }));
const read = (count: number, percent: number) =>
  message('progress', { status: base64(`Getting commands ... ${count} commands received`), percent });
const command = (name: string) =>
  message('command', { name: base64(name), parameters: base64('Identity\tobject\t\t') });

/** The share done after each of what PowerShell says of an import. */
async function sharesOf(said: readonly AgentMessage[]): Promise<readonly number[]> {
  const shares: number[] = [];
  const onProgress = (step: ImportStep) => shares.push(importFraction({ ...startImport(0), ...step }) ?? 0);
  const agent: Partial<Agent> = {
    removesWhenOver: removeFolder,
    request: (_op: string, _fields: object, listener: RequestListener) => {
      for (const one of said) listener.accept(one);
      return { ended: Promise.resolve('completed'), stop: () => undefined };
    },
  };
  await importSession(
    agent as Agent,
    { names: [], onProgress, signal: never },
    {},
    { host: 'ex01', port: 80, user: undefined },
  );
  return shares;
}

it('tells a share that grows with the time an import takes: commands that are read are no functions yet', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `Get-Thing${index}`);
  const reading = await sharesOf([
    read(1, 0),
    read(100, 50),
    read(200, 100),
    message('progress', { status: base64('Completed.'), percent: 100 }),
  ]);
  expect(reading).toEqual([0, 0.3, 0.6, 1]);
  const whole = await sharesOf([read(200, 100), ...names.map(command)]);
  expect(whole.map((share) => Math.round(share * 100))).toEqual([60, 92, 95, 97, 99, 100]);
});

it('never goes back, though the percentage begins anew with the format data', async () => {
  expect(await sharesOf([read(150, 90), message('progress', { status: base64('Formats: 3'), percent: 5 })])).toEqual([
    0.54, 0.54, 1,
  ]);
});
