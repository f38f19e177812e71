import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sent } from './sessions.ts';

/** The whole session that `npm run captures` keeps, as PowerShell's own server sent it. */
const file = fileURLToPath(new URL('./powershell-7.6.9.txt', import.meta.url));

export function keptCapture(): ReadonlyMap<string, Sent> {
  const all = new Map<string, Sent>();
  for (const part of readFileSync(file, 'utf8').split(/^### /m).slice(1)) {
    const [head = '', xml = ''] = part.split('\n');
    const at = head.lastIndexOf(' ');
    const what = head.slice(0, at);
    all.set(what, [...(all.get(what) ?? []), [head.slice(at + 1), xml]]);
  }
  return all;
}

export function keepCapture(all: ReadonlyMap<string, Sent>): void {
  const parts = [...all].flatMap(([what, sent]) =>
    sent.map(([type, xml]) => `### ${what} ${type}\n${withoutTraces(xml)}\n`),
  );
  writeFileSync(file, parts.join(''));
}

/** Where in PowerShell's sources an exception was thrown is no matter here, and the most of it. */
const withoutTraces = (xml: string) => xml.replaceAll(/_x000A_ {3}at [^<]*|(?<=N="StackTrace">)[^<]+/g, '');
