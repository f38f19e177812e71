import { describe, expect, it } from 'vitest';
import type { ViewRequest } from '../../source/domain/index.ts';
import { createWriter } from '../../source/format/index.ts';
import { psObject } from '../../source/objects/index.ts';

const rows = ['anna', 'ben', 'carl', 'dora', 'emil'].map((Name, index) => psObject({ Name, Size: index }));

function shown(view: ViewRequest, width = 20): string {
  const out: string[] = [];
  const writer = createWriter({ width, view, emit: (line) => out.push(line) });
  for (const row of rows) writer.write(row);
  writer.end();
  return out.join('\n');
}

describe('Format-Wide', () => {
  it('spreads its columns over the width', () => {
    expect(shown({ shape: 'wide', across: 3 })).toBe('anna   ben    carl\ndora   emil');
    expect(shown({ shape: 'wide' })).toBe('anna      ben\ncarl      dora\nemil');
  });

  it('fits as many as it can', () => {
    expect(shown({ shape: 'wide', autoSize: true })).toBe('anna ben  carl dora\nemil');
    expect(shown({ shape: 'wide', autoSize: true }, 3)).toBe('an…\nben\nca…\ndo…\nem…');
  });

  it('has no more columns than cells', () => {
    expect(shown({ shape: 'wide', across: 99 }, 2)).toBe('… …\n… …\n…');
  });
});

describe('Format-Table', () => {
  const columns = (first: object) => ({ properties: ['Name', 'Size'], columns: [first, {}] });

  it('aligns as asked for', () => {
    expect(shown({ shape: 'table', ...columns({ align: 'center', width: 8 }), autoSize: true })).toBe(
      '  Name   Size\n  ----   ----\n  anna      0\n  ben       1\n  carl      2\n  dora      3\n  emil      4',
    );
  });

  it('says what the rows have in common, once', () => {
    const group = { label: 'Kind', text: 'k' };
    expect(shown({ shape: 'table', properties: ['Name'], group, hideHeaders: true })).toBe(
      '   Kind: k\n\nanna\nben\ncarl\ndora\nemil',
    );
  });
});
