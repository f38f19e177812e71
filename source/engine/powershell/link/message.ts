import { PsObject, type PsValue } from '../../../objects/index.ts';
import { decodeClixmlDocument } from '../../../psrp/clixml/index.ts';

/** What came is no message of the agent's. */
export class AgentProtocolError extends Error {
  override readonly name = 'AgentProtocolError';
}

/** A line from the agent: a flat JSON object, its texts base64 of UTF-8. */
export class AgentMessage {
  readonly op: string;
  /** Bytes of its line. */
  readonly size: number;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(line: string) {
    let fields: unknown;
    try {
      fields = JSON.parse(line);
    } catch {
      throw new AgentProtocolError('A line from PowerShell is no JSON.');
    }
    if (typeof fields !== 'object' || fields === null || !('op' in fields) || typeof fields.op !== 'string') {
      throw new AgentProtocolError('A line from PowerShell is no message.');
    }
    this.op = fields.op;
    this.size = line.length;
    this.#fields = fields as Readonly<Record<string, unknown>>;
  }

  /** A word that the agent writes itself; empty where it is missing. */
  word(name: string): string {
    const value = this.#fields[name];
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    const value = this.#fields[name];
    if (typeof value !== 'number') throw new AgentProtocolError(`A ${this.op} message has no number ${name}.`);
    return value;
  }

  flag(name: string): boolean {
    return this.#fields[name] === true;
  }

  text(name: string): string {
    return Buffer.from(this.word(name), 'base64').toString('utf8');
  }

  /** The one value of the message's CLIXML document. Throws ClixmlError. */
  value(): PsValue {
    return plain(decodeClixmlDocument(Buffer.from(this.word('clixml'), 'base64'))[0] ?? null);
  }

  object(): PsObject {
    const value = this.value();
    if (!(value instanceof PsObject)) throw new AgentProtocolError(`A ${this.op} message holds no object.`);
    return value;
  }
}

/** PowerShell wraps what passes through a pipeline; a wrapper that says nothing itself is left out. */
export function plain(value: PsValue): PsValue {
  if (!(value instanceof PsObject) || value.base === undefined) return value;
  const isBare = value.typeNames.length === 0 && value.propertyNames.length === 0 && value.text === undefined;
  return isBare ? value.base : value;
}

const lineFeed = 10;
/** Bytes of a line: the largest document that is decoded, in base64. */
const longestLine = 96 * 1024 * 1024;

/** Cuts the pipe's bytes into messages. Throws AgentProtocolError; the pipe is of no use then. */
export class MessageReader {
  #parts: Uint8Array[] = [];
  #size = 0;

  push(bytes: Uint8Array): AgentMessage[] {
    const messages: AgentMessage[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, start);
      const part = bytes.subarray(start, end < 0 ? bytes.length : end);
      this.#size += part.length;
      if (this.#size > longestLine)
        throw new AgentProtocolError(`A line from PowerShell is longer than ${longestLine} bytes.`);
      if (part.length > 0) this.#parts.push(part);
      if (end < 0) return messages;
      messages.push(new AgentMessage(Buffer.concat(this.#parts).toString('latin1')));
      this.#parts = [];
      this.#size = 0;
      start = end + 1;
    }
  }
}
