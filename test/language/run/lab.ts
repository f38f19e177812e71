import type { CommandDeclaration, SessionPorts } from '../../../source/language/commands/command.ts';
import type { ErrorObject } from '../../../source/language/run/failure.ts';
import { Interpreter, type LineEnd, type LineHost } from '../../../source/language/run/interpreter.ts';
import { Collected } from '../../../source/language/run/out.ts';
import type { RemotePort } from '../../../source/language/run/remote-port.ts';
import type { Streams } from '../../../source/language/run/streams.ts';
import { toWire } from '../../../source/language/run/to-wire.ts';
import {
  Live,
  LiveArray,
  LiveDictionary,
  LiveList,
  LiveObject,
  type Value,
} from '../../../source/language/run/value.ts';
import { semantics } from '../../../source/language/types/semantics.ts';
import { PsChar, PsDecimal, PsNumber, PsObject } from '../../../source/objects/index.ts';

/** A value as plain JavaScript has it, to compare with. */
export function plain(value: Value): unknown {
  if (value instanceof LiveArray || value instanceof LiveList) return value.items.map(plain);
  if (value instanceof LiveDictionary) {
    return Object.fromEntries([...value.entries()].map(([key, item]) => [String(plain(key)), plain(item)]));
  }
  if (value instanceof LiveObject) {
    if (value.text !== undefined) return value.text;
    return Object.fromEntries([...value.properties.values()].map((one) => [one.name, plain(one.value)]));
  }
  if (value instanceof PsNumber) return Number(value.value);
  if (value instanceof PsDecimal) return Number(value.text);
  if (value instanceof PsChar) return String.fromCharCode(value.code);
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items.map(plain);
  }
  if (value instanceof PsObject && !value.collection) {
    return Object.fromEntries(value.propertyNames.map((name) => [name, plain(value.get(name) ?? null)]));
  }
  if (value instanceof Live) return plain(toWire(value, semantics));
  return value;
}

export interface Ran {
  readonly output: readonly unknown[];
  readonly values: readonly Value[];
  readonly errors: readonly string[];
  readonly records: readonly ErrorObject[];
  /** Warnings, verbose, host text and so on, each with its stream before it. */
  readonly said: readonly string[];
  readonly end: LineEnd;
}

/** A session of the language without a server. */
export class LanguageLab {
  readonly interpreter: Interpreter;
  ports: SessionPorts | undefined;
  remote: RemotePort | undefined;

  constructor(locals: readonly CommandDeclaration[] = [], ports?: SessionPorts) {
    this.interpreter = new Interpreter({ semantics, locals });
    this.ports = ports;
  }

  run(text: string, signal?: AbortSignal): Promise<Ran> {
    return runIn(this.interpreter, text, {
      ...(this.ports && { ports: this.ports }),
      ...(this.remote && { remote: this.remote }),
      ...(signal && { signal }),
    });
  }

  async output(text: string): Promise<readonly unknown[]> {
    const ran = await this.run(text);
    if (ran.errors.length > 0) throw new Error(ran.errors.join('\n'));
    return ran.output;
  }
}

/** Runs a text, and keeps all that it gives. */
export async function runIn(
  interpreter: Interpreter,
  text: string,
  host: Partial<Pick<LineHost, 'ports' | 'remote' | 'signal'>> = {},
): Promise<Ran> {
  const out = new Collected();
  const records: ErrorObject[] = [];
  const said: string[] = [];
  const streams: Streams = {
    error: (error) => records.push(error),
    warning: (words) => said.push(`warning: ${words}`),
    verbose: (words) => said.push(`verbose: ${words}`),
    debug: (words) => said.push(`debug: ${words}`),
    information: (value) => said.push(`information: ${semantics.toText(value)}`),
    host: (words) => said.push(`host: ${words}`),
    progress: (record) => said.push(`progress: ${record.activity}`),
    shown: () => {},
    waits: false,
    *drain() {},
  };
  const end = await interpreter.run(interpreter.read(text), { out, streams, ...host });
  if (end.state === 'failed') records.push(end.failure.error);
  const output = out.items.map(plain);
  return { output, values: out.items, errors: records.map(({ message }) => message), records, said, end };
}
