import { describe, expect, it } from 'vitest';
import { createWriter, type LineRole, type WriterOptions } from '../../source/format/index.ts';
import { PsObject, type PsValue, psObject } from '../../source/objects/index.ts';
import { widthOf } from '../../source/text/width.ts';

interface Written {
  readonly lines: readonly string[];
  readonly roles: readonly LineRole[];
}

function written(value: PsValue, options: Partial<WriterOptions> = {}): Written {
  const lines: string[] = [];
  const roles: LineRole[] = [];
  const emit = (line: string, role: LineRole) => {
    lines.push(line);
    roles.push(role);
  };
  const writer = createWriter({ width: 80, ...options, emit });
  writer.write(value);
  writer.end();
  return { lines, roles };
}

const list = { shape: 'list' } as const;
const table = { shape: 'table' } as const;

describe('a text of many megabytes', () => {
  const long = 'x'.repeat(12_000_000);
  const isWithin = ({ lines }: Written) => lines.every((line) => widthOf(line) <= 80);

  it('is cut before it is laid out, and that is said', () => {
    for (const value of [long, psObject({ A: long, B: 1 })]) {
      const out = written(value, { view: list });
      expect(out.lines.length).toBeLessThan(15_000);
      expect(isWithin(out)).toBe(true);
      expect(out.lines.join(' ')).toContain('(11,000,000 more characters)');
    }
  });

  it('that has blanks, marks or emoji is cut too', () => {
    for (const unit of ['word ', 'e\u0301', '👩‍💻', 'ж ', '\u0301']) {
      const out = written(psObject({ A: unit.repeat(3_000_000 / unit.length) }), { view: list });
      expect(isWithin(out)).toBe(true);
      expect(out.lines.join(' ')).toMatch(/\(2,000,\d\d\d more\s+characters\)/);
    }
  });

  it('is a cell of a table: no more of it is looked at than the line could show', () => {
    const [, , row] = written(psObject({ A: `a${'\u0301'.repeat(1_000_000)}b`, B: long, C: 1 }), { view: table }).lines;
    expect(row).toMatch(/^a\u0301{4}… x+… +1$/);
  });

  it('is wrapped in a cell that far and no further', () => {
    const { lines } = written(psObject({ A: long, B: long }), { view: { ...table, wrap: true } });
    expect(lines.length).toBeLessThan(2_000);
    expect(lines.at(-1)).toContain('more characters)');
  });

  it('may have as many lines as it likes', () => {
    expect(written('line\n'.repeat(200_000)).lines.length).toBe(200_001);
  });
});

describe('an object with very many properties', () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `Property${index}`);
  const many = new PsObject({ extended: { names, values: names } });

  it('is shown by some of them, and that there are more is said', () => {
    const { lines, roles } = written(many);
    expect(lines.slice(400)).toEqual(['199600 more properties are not shown: Select-Object takes those you name.']);
    expect(roles.at(-1)).toBe('note');
  });

  it('fills a table with as many as fit', () => {
    const { lines } = written(many, { view: { ...table, properties: ['*'] } });
    expect(widthOf(lines[2] ?? '')).toBeLessThanOrEqual(80);
    expect(lines.slice(3).join(' ')).toMatch(/^1999\d\d more columns do not fit: Format-List shows them\.$/);
  });
});
