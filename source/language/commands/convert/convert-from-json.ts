import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { double } from '../lib/items.ts';
import { JsonFailure, readJson } from '../lib/json-reader.ts';

export const convertFromJson: CommandDeclaration = {
  name: 'ConvertFrom-Json',
  synopsis: 'Makes objects of JSON.',
  examples: [{ line: 'Get-Content settings.json -Raw | ConvertFrom-Json', what: 'What the file holds, as objects.' }],
  parameters: [
    {
      name: 'InputObject',
      type: 'string',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      what: 'The text.',
    },
    { name: 'AsHashtable', type: 'switch', what: 'Hashtables instead of objects.' },
    { name: 'Depth', type: 'int', range: [1, 2147483647], what: 'Levels that are read; 1024.' },
    { name: 'NoEnumerate', type: 'switch', what: 'An array is one object.' },
    {
      name: 'DateKind',
      type: 'string',
      values: ['Default', 'Local', 'Utc', 'Offset', 'String'],
      what: 'With String, dates stay text.',
    },
  ],
  create: (bound, context) => {
    const texts: string[] = [];
    return {
      process(input) {
        texts.push(bound.text('InputObject') ?? context.semantics.toText(input));
      },
      *end() {
        if (texts.length === 0) return;
        // Lines of one document, unless the first is a document itself.
        const isOneEach = texts.length > 1 && isDocument(texts[0]!);
        for (const text of isOneEach ? texts : [texts.join('\n')]) yield* give(text, bound, context);
      },
    };
  },
};

function isDocument(text: string): boolean {
  try {
    readJson(text, { asHashtable: true, depth: 1024, readsDates: false, bigNumber: () => 0n });
    return true;
  } catch {
    return false;
  }
}

function* give(text: string, bound: Bound, context: CommandContext): Work<void> {
  if (text.trim() === '') {
    yield* context.out(null);
    return;
  }
  const { semantics } = context;
  const value = read(text, bound, context);
  const items = bound.isOn('NoEnumerate') ? undefined : semantics.itemsOf(value);
  for (const item of items ?? [value]) yield* context.out(item);
}

function read(text: string, bound: Bound, { semantics }: CommandContext) {
  const big = semantics.findType('bigint');
  try {
    return readJson(text, {
      asHashtable: bound.isOn('AsHashtable'),
      depth: bound.number('Depth') ?? 1024,
      readsDates: bound.text('DateKind')?.toLowerCase() !== 'string',
      bigNumber: (digits) => (big ? semantics.convert(digits, big) : double(Number(digits))),
    });
  } catch (error) {
    if (!(error instanceof JsonFailure)) throw error;
    if (error.id === 'syntax') {
      throw stop(
        `Conversion from JSON failed with error: ${error.message}`,
        'System.ArgumentException',
        'NotSpecified',
        { exceptionType: 'System.ArgumentException' },
      );
    }
    const id = error.id === 'casing' ? 'KeysWithDifferentCasingInJsonString' : 'EmptyKeyInJsonString';
    throw stop(error.message, id, 'InvalidOperation', { exceptionType: 'System.InvalidOperationException' });
  }
}
