import { LocalFiles } from '../../../files/index.ts';
import { type Semantics, type SessionPorts, toWire } from '../../../language/index.ts';
import { PsObject, type PsProperties, type PsValue } from '../../../objects/index.ts';
import { decodeClixmlDocument, encodeClixmlDocument } from '../../../psrp/index.ts';

/** Lines that are remembered. */
const mostLines = 4096;

interface Line {
  readonly id: number;
  readonly line: string;
  readonly began: number;
  ended?: number;
}

/** What a session gives to its commands beyond the language: the files of this computer, CLIXML, its own lines. */
export class LocalPorts {
  readonly ports: Pick<SessionPorts, 'files' | 'clixml' | 'history'>;
  readonly #lines: Line[] = [];
  #count = 0;

  constructor(semantics: Semantics) {
    this.ports = {
      files: new LocalFiles(),
      clixml: {
        write: (values, depth) => encodeClixmlDocument(values.map((value) => cutAt(toWire(value, semantics), depth))),
        read: (text) => decodeClixmlDocument(text),
      },
      history: () => this.#lines,
    };
  }

  /** Remembers a line that begins, where it may be kept; the function says that it has ended. */
  began(line: string, isKept = true): () => void {
    this.#count += 1;
    if (!isKept) return () => undefined;
    const entry: Line = { id: this.#count, line, began: Date.now() };
    this.#lines.push(entry);
    if (this.#lines.length > mostLines) this.#lines.shift();
    return () => {
      entry.ended = Date.now();
    };
  }
}

/** Objects that lie deeper become their text, as Export-Clixml writes them. */
function cutAt(value: PsValue, depth: number): PsValue {
  if (!(value instanceof PsObject) || value.base !== undefined) return value;
  const { collection, typeNames, text } = value;
  if (depth < 1 && !collection) return text ?? typeNames[0] ?? '';
  const inner = (one: PsValue) => cutAt(one, depth - 1);
  const properties = ({ names, values }: PsProperties): PsProperties => ({ names, values: values.map(inner) });
  const cut = { typeNames, text, adapted: properties(value.adapted), extended: properties(value.extended) };
  if (!collection) return new PsObject(cut);
  if (collection.kind === 'dictionary') {
    const entries = collection.entries.map(([key, item]) => [key, inner(item)] as const);
    return new PsObject({ ...cut, collection: { kind: 'dictionary', entries } });
  }
  return new PsObject({ ...cut, collection: { kind: collection.kind, items: collection.items.map(inner) } });
}
