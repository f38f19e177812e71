import { LiveInstance, type LiveType, type Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { composite } from '../values/format.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Text.StringBuilder';
const longest = 512 * 1024 * 1024;

/** Parts are joined when the text is asked for. */
class BuilderState {
  #parts: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(text: string): void {
    if (this.#length + text.length > longest)
      throw new TypeFailure('Insufficient memory.', 'System.OutOfMemoryException');
    this.#parts.push(text);
    this.#length += text.length;
  }

  set(text: string): void {
    this.#parts = [text];
    this.#length = text.length;
  }

  toText(): string {
    if (this.#parts.length > 1) this.#parts = [this.#parts.join('')];
    return this.#parts[0] ?? '';
  }
}

type Self = LiveInstance<BuilderState>;

function made(text = ''): Self {
  const state = new BuilderState();
  state.append(text);
  return new LiveInstance(name, state);
}

const changed = (self: Self, change: (text: string) => string) => {
  self.state.set(change(self.state.toText()));
  return self;
};
const appended = (self: Self, text: string) => {
  self.state.append(text);
  return self;
};

export const stringBuilderType = defineType({
  name,
  summary: 'A text that is put together.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  convert: (value) => (typeof value === 'string' ? made(value) : undefined),
  members: {
    'int Capacity {get;}': ({ state }: Self) => Math.max(16, state.length),
    'int Length {get;}': ({ state }: Self) => state.length,
    'set int Length(int value)': (self: Self, length: number) =>
      changed(self, (text) => text.slice(0, length).padEnd(length, '\0')),
    'System.Text.StringBuilder Append(System.Object value)': (self: Self, value: Value) =>
      appended(self, toText(value)),
    'System.Text.StringBuilder Append(char value, int repeatCount)': (self: Self, c: string, count: number) =>
      appended(self, c.repeat(count)),
    'System.Text.StringBuilder AppendFormat(string format, params System.Object[] args)': (
      self: Self,
      format: string,
      values: readonly Value[],
    ) => appended(self, composite(format, values)),
    'System.Text.StringBuilder AppendLine()': (self: Self) => appended(self, '\n'),
    'System.Text.StringBuilder AppendLine(string value)': (self: Self, text: string | null) =>
      appended(self, `${text ?? ''}\n`),
    'System.Text.StringBuilder AppendJoin(string separator, params System.Object[] values)': (
      self: Self,
      by: string,
      values: readonly Value[],
    ) => appended(self, values.map(toText).join(by)),
    'System.Text.StringBuilder Clear()': (self: Self) => changed(self, () => ''),
    'System.Text.StringBuilder Insert(int index, System.Object value)': (self: Self, index: number, value: Value) =>
      changed(self, (text) => text.slice(0, index) + toText(value) + text.slice(index)),
    'System.Text.StringBuilder Remove(int startIndex, int length)': (self: Self, start: number, length: number) =>
      changed(self, (text) => text.slice(0, start) + text.slice(start + length)),
    'System.Text.StringBuilder Replace(string oldValue, string newValue)': (self: Self, old: string, by: string) =>
      changed(self, (text) => text.replaceAll(old, () => by ?? '')),
    'string ToString()': ({ state }: Self) => state.toText(),
    'string ToString(int startIndex, int length)': ({ state }: Self, start: number, length: number) =>
      state.toText().slice(start, start + length),
    'new()': () => made(),
    'new(string value)': (_: LiveType, text: string | null) => made(text ?? ''),
    'new(int capacity)': () => made(),
  },
});
