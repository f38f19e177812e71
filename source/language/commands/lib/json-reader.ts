import { PsDateTime } from '../../../objects/index.ts';
import { LiveArray, LiveDictionary, LiveObject, type Value } from '../../run/value.ts';
import { double } from './items.ts';

export interface JsonOptions {
  readonly asHashtable: boolean;
  readonly depth: number;
  /** Texts that are dates become dates. */
  readonly readsDates: boolean;
  /** A whole number beyond 64 bits. */
  readonly bigNumber: (digits: string) => Value;
}

/** What is no JSON: `message` as PowerShell has it. */
export class JsonFailure extends Error {
  override readonly name = 'JsonFailure';
  readonly id: 'syntax' | 'casing' | 'emptyKey';

  constructor(message: string, id: JsonFailure['id'] = 'syntax') {
    super(message);
    this.id = id;
  }
}

const dateText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?(?:Z|[+-]\d\d:\d\d)?$/;

/**
 * Reads JSON as ConvertFrom-Json does, which is not strict: comments, single quotes, names without quotes and a comma at the
 * end are taken. Whole numbers are Int64.
 */
export function readJson(text: string, options: JsonOptions): Value {
  const reader = new Reader(text, options);
  return reader.document();
}

class Reader {
  readonly #text: string;
  readonly #options: JsonOptions;
  #at = 0;
  #path: string[] = [];

  constructor(text: string, options: JsonOptions) {
    this.#text = text;
    this.#options = options;
  }

  document(): Value {
    this.#skip();
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) {
      throw this.#failure(`Additional text encountered after finished reading JSON content: ${this.#text[this.#at]}.`);
    }
    return value;
  }

  #value(depth: number): Value {
    if (depth > this.#options.depth) {
      throw new JsonFailure(`The reader's MaxDepth of ${this.#options.depth} has been exceeded.`);
    }
    const character = this.#text[this.#at];
    if (character === undefined) throw this.#end();
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"' || character === "'") return this.#textValue(this.#quoted(character));
    return this.#word();
  }

  #object(depth: number): Value {
    this.#at++;
    const entries: [string, Value][] = [];
    for (;;) {
      this.#skip();
      if (this.#take('}')) return this.#made(entries);
      const name = this.#name();
      this.#skip();
      if (!this.#take(':'))
        throw this.#text[this.#at] === undefined
          ? this.#end()
          : this.#failure(
              `Invalid character after parsing property name. Expected ':' but got: ${this.#text[this.#at]}.`,
            );
      this.#path.push(name);
      this.#skip();
      entries.push([name, this.#value(depth + 1)]);
      this.#skip();
      if (!this.#take(',') && this.#text[this.#at] !== '}') {
        throw this.#text[this.#at] === undefined
          ? this.#end()
          : this.#failure(`After parsing a value an unexpected character was encountered: ${this.#text[this.#at]}.`);
      }
      this.#path.pop();
    }
  }

  #array(depth: number): Value {
    this.#at++;
    const items: Value[] = [];
    for (;;) {
      this.#skip();
      if (this.#take(']')) return new LiveArray(items);
      items.push(this.#value(depth + 1));
      this.#skip();
      if (!this.#take(',') && this.#text[this.#at] !== ']') {
        throw this.#text[this.#at] === undefined
          ? this.#end('array')
          : this.#failure(`After parsing a value an unexpected character was encountered: ${this.#text[this.#at]}.`);
      }
    }
  }

  #made(entries: readonly [string, Value][]): Value {
    if (this.#options.asHashtable) {
      const table = new LiveDictionary('System.Management.Automation.OrderedHashtable');
      for (const [name, value] of entries) table.set(name, value);
      return table;
    }
    const made = new LiveObject();
    for (const [name, value] of entries) {
      if (name === '') {
        throw new JsonFailure(
          'The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.',
          'emptyKey',
        );
      }
      const there = made.properties.get(name.toLowerCase());
      if (there && there.name !== name) {
        throw new JsonFailure(
          `Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '${there.name}' was '${name}'.`,
          'casing',
        );
      }
      made.properties.set(name.toLowerCase(), { name, value });
    }
    return made;
  }

  #name(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw this.#end();
    if (character === '"' || character === "'") return this.#quoted(character);
    const plain = this.#match(/[\p{L}\p{N}_$]+/uy);
    if (plain === undefined) throw this.#failure(`Invalid property identifier character: ${character}.`);
    return plain;
  }

  #quoted(quote: string): string {
    let out = '';
    for (let at = this.#at + 1; ; ) {
      const character = this.#text[at];
      if (character === undefined)
        throw this.#failure(`Unterminated string. Expected delimiter: ${quote}.`, this.#text.length);
      if (character === quote) {
        this.#at = at + 1;
        return out;
      }
      if (character !== '\\') {
        out += character;
        at++;
        continue;
      }
      const letter = this.#text[at + 1] ?? '';
      if (letter === 'u') {
        const digits = this.#text.slice(at + 2, at + 6);
        if (!/^[0-9a-f]{4}$/i.test(digits))
          throw this.#failure(`Could not convert Unicode escape sequence: \\u${digits}.`);
        out += String.fromCharCode(Number.parseInt(digits, 16));
        at += 6;
        continue;
      }
      const plain = escapes[letter];
      if (plain === undefined) throw this.#failure(`Bad JSON escape sequence: \\${letter}.`);
      out += plain;
      at += 2;
    }
  }

  #textValue(text: string): Value {
    return this.#options.readsDates && dateText.test(text) ? new PsDateTime(text) : text;
  }

  #word(): Value {
    const start = this.#at;
    const word = this.#match(/[-+\w.∞]+/uy) ?? '';
    const known = words[word];
    if (known !== undefined) return known;
    if (/^[-+]?\d+$/.test(word)) {
      const whole = BigInt(word);
      return whole >= -(2n ** 63n) && whole < 2n ** 63n ? whole : this.#options.bigNumber(word);
    }
    if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(word)) return double(Number(word));
    this.#at = start;
    throw this.#failure(`Unexpected character encountered while parsing value: ${this.#text[start] ?? ''}.`);
  }

  /** Blanks and comments. */
  #skip(): void {
    this.#match(/(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #end(what = 'object'): JsonFailure {
    return this.#failure(`Unexpected end when deserializing ${what}.`, this.#text.length);
  }

  #failure(message: string, at = this.#at): JsonFailure {
    const before = this.#text.slice(0, at).split('\n');
    return new JsonFailure(
      `${message} Path '${this.#path.join('.')}', line ${at === 0 ? 0 : before.length}, position ${before.at(-1)!.length}.`,
    );
  }
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '/': '/',
  '\\': '\\',
};

const words: Readonly<Record<string, Value>> = {
  ...{ true: true, false: false, null: null, undefined: null },
  ...{
    NaN: double(Number.NaN),
    Infinity: double(Number.POSITIVE_INFINITY),
    '-Infinity': double(Number.NEGATIVE_INFINITY),
  },
};
