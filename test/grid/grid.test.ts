import { describe, expect, it } from 'vitest';
import { Grid } from '../../source/grid/grid.ts';
import type { Work } from '../../source/grid/rows.ts';
import { totalsText } from '../../source/grid/totals.ts';
import { gridWindow } from '../../source/grid/window.ts';
import { PsDateTime, PsNumber, PsObject, PsText, type PsValue, psEnum, psObject } from '../../source/objects/index.ts';

/** Runs work to its end; rows that it asks for are fetched by `fetch`. */
function done<T>(work: Work<T>, fetch: (row: number) => void = () => {}): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (step.value !== undefined) fetch(step.value);
  }
}

const gridOf = (rows: readonly PsValue[]) => new Grid({ length: rows.length, at: (index) => rows[index] }, undefined);

const seen = (grid: Grid, property = 'Name') =>
  [...grid.shown].map((row) => {
    const value = grid.rows.at(row);
    return value instanceof PsObject ? value.get(property) : value;
  });

function sortedBy(grid: Grid, property: string, descending = false) {
  const column = grid.allColumns.find((one) => one.property === property)!;
  done(grid.sort({ column, descending }));
}

const text = (value: string) =>
  new PsObject({ typeNames: ['Microsoft.Exchange.Data.ByteQuantifiedSize'], text: value });

describe('sorting', () => {
  it.each<[what: string, values: readonly PsValue[], expected: readonly number[]]>([
    ['numbers of all types', [new PsNumber('Double', 9.5), 10, 2n, new PsNumber('Byte', 3)], [2, 3, 0, 1]],
    [
      'sizes as bytes, however they are written',
      [text('14.89 GB (15,987,654,321 bytes)'), text('2 MB (2,097,152 bytes)'), 'Unlimited', '100 GB', '512 KB'],
      [4, 1, 0, 3, 2],
    ],
    ['dates as dates', [new PsDateTime('2026-01-31T10:00:00Z'), new PsDateTime('2026-01-31T11:00:00+02:00')], [1, 0]],
    ['texts in any case and without accents', ['zebra', 'Äpfel', 'apricot', 'Birne'], [1, 2, 3, 0]],
    ['enums by their names', [psEnum('T', 'Ready', 0), psEnum('T', 'Active', 1)], [1, 0]],
    ['versions part by part', ['15.2.10', '15.2.9', '15.10'].map((one) => new PsText('Version', one)), [1, 0, 2]],
    [
      'versions as Exchange writes them',
      ['15.2 (Build 1118.7)', '15.2 (Build 986.5)', '15.1 (Build 2507.6)'].map((one) => text(`Version ${one}`)),
      [2, 1, 0],
    ],
    ['numbers before texts, and nothing last', ['n/a', null, 7, '', 3], [4, 2, 0, 1, 3]],
    ['thousands and decimals', ['1,234', '12.5', '1.234.567', '0,5'], [3, 1, 0, 2]],
  ])('takes %s', (_what, values, expected) => {
    const grid = gridOf(values.map((value) => psObject({ Name: value })));
    sortedBy(grid, 'Name');
    expect([...grid.shown]).toEqual(expected);
  });

  it('turns round, what has no value stays last, and equal ones keep their order', () => {
    const rows = [3, null, 1, 3, 2].map((size, number) => psObject({ Size: size, Number: number }));
    const grid = gridOf(rows);
    sortedBy(grid, 'Size', true);
    expect([...grid.shown]).toEqual([0, 3, 4, 2, 1]);
    sortedBy(grid, 'Size');
    expect([...grid.shown]).toEqual([2, 4, 0, 3, 1]);
    done(grid.sort(undefined));
    expect([...grid.shown]).toEqual([0, 1, 2, 3, 4]);
  });

  it('of many rows is the same as sorting them at once, in pieces that stay short', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => psObject({ Name: `user${(n * 7919) % 20_000}`, N: n }));
    const grid = gridOf(rows);
    const column = grid.columns[0]!;
    const work = grid.sort({ column, descending: false });
    let pieces = 0;
    while (!work.next().done) pieces++;
    expect(pieces).toBeGreaterThan(200);
    const names = seen(grid) as string[];
    expect(names).toEqual(names.toSorted());
  });

  it('keeps the cursor on its row', () => {
    const grid = gridOf(['c', 'a', 'b'].map((name) => psObject({ Name: name })));
    grid.moveTo(0);
    sortedBy(grid, 'Name');
    expect([grid.row, grid.current]).toEqual([2, 0]);
  });
});

describe('rows of several servers', () => {
  it('stand by server once all have answered, whatever came in between, and again after sorting', () => {
    const of = (PSComputerName: string, Name: string) => psObject({ PSComputerName, Name });
    const values = [of('ex02', 'c'), of('ex01', 'b'), of('ex02', 'a'), of('ex01', 'd')];
    const grid = new Grid({ length: values.length, at: (index) => values[index] }, undefined, 'PSComputerName');
    const shown = () =>
      [...grid.shown].map((row) => `${values[row]!.get('PSComputerName')} ${values[row]!.get('Name')}`);
    done(grid.compare());
    const byServer = ['ex01 b', 'ex01 d', 'ex02 c', 'ex02 a'];
    expect([shown(), grid.row]).toEqual([byServer, 0]);
    done(grid.sort({ column: grid.columns[1]!, descending: false }));
    expect(shown()).toEqual(['ex02 a', 'ex01 b', 'ex02 c', 'ex01 d']);
    done(grid.sort(undefined));
    expect(shown()).toEqual(byServer);
  });
});

describe('filtering', () => {
  const people = gridPeople();
  const find = (query: string) => {
    const grid = gridOf(people);
    done(grid.filter(query, 0, () => {}));
    return seen(grid);
  };

  it.each([
    ['mul', ['Jürgen Müller']],
    ['db01 e', ['Adele Vance', 'Jürgen Müller']],
    ['nobody', []],
    ['Database:02', ['Bo Ek']],
    ['data=db01 name:ad', ['Adele Vance']],
    ['Items>100', ['Jürgen Müller', 'Bo Ek']],
    ['Size<1GB', ['Bo Ek']],
    ['when>2026-01-15', ['Bo Ek']],
    ['', ['Adele Vance', 'Jürgen Müller', 'Bo Ek']],
  ])('by "%s" shows %j', (query, expected) => {
    expect(find(query)).toEqual(expected);
  });

  it('shows a first screen before it has gone through all', () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => psObject({ Name: `user${n}` }));
    const grid = gridOf(rows);
    const work = grid.filter('user', 20, () => shown.push(grid.shown.length));
    const shown: number[] = [];
    while (!work.next().done);
    expect(shown).toEqual([128]);
    expect(grid.shown.length).toBe(10_000);
  });

  it('narrows and widens as the words are typed and deleted', () => {
    const grid = gridOf(people);
    const counts = ['e', 'ek', 'e', ''].map((query) => {
      done(grid.filter(query, 0, () => {}));
      return grid.shown.length;
    });
    expect(counts).toEqual([3, 1, 3, 3]);
  });

  it('holds for rows that come later, and while it is sorted', () => {
    const rows: PsValue[] = [...people];
    const grid = new Grid(
      {
        get length() {
          return rows.length;
        },
        at: (index) => rows[index],
      },
      undefined,
    );
    done(grid.filter('vance', 0, () => {}));
    rows.push(psObject({ Name: 'Carl Vance' }), psObject({ Name: 'Dora' }));
    done(grid.grow());
    expect(seen(grid)).toEqual(['Adele Vance', 'Carl Vance']);
    sortedBy(grid, 'Name', true);
    expect(seen(grid)).toEqual(['Carl Vance', 'Adele Vance']);
  });
});

describe('columns', () => {
  it('are those of Exchange’s console where the type is known, and the others can be chosen', () => {
    const mailbox = psObject(
      { Name: 'Bo', Guid: 'x', Alias: 'bo', ServerName: 'ex01', ProhibitSendQuota: 'Unlimited' },
      ['Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox'],
    );
    const grid = gridOf([mailbox]);
    expect(grid.columns.map(({ heading }) => heading)).toEqual(['Name', 'Alias', 'ServerName', 'ProhibitSendQuota']);
    expect(grid.allColumns.at(-1)?.property).toBe('Guid');
    grid.choose(grid.allColumns.filter(({ property }) => property !== 'Alias'));
    grid.moveToColumn(3);
    grid.moveColumn(-1);
    expect(grid.columns.map(({ property }) => property)).toEqual(['Name', 'ServerName', 'Guid', 'ProhibitSendQuota']);
    expect(grid.currentColumn.property).toBe('Guid');
    grid.hideColumn();
    expect(grid.columns.map(({ property }) => property)).toEqual(['Name', 'ServerName', 'ProhibitSendQuota']);
  });

  it('are one for values that are no objects, and a further one where both come', () => {
    expect(gridOf(['a', 2]).columns).toEqual([{ property: undefined, heading: 'Value' }]);
    expect(gridOf(['a', psObject({ Name: 'b' })]).columns.map(({ heading }) => heading)).toEqual(['Name', 'Value']);
  });

  it('of a hostile server are bounded', () => {
    const names = Array.from({ length: 100_000 }, (_, n) => `P${n}`);
    const grid = gridOf([new PsObject({ extended: { names, values: names } })]);
    expect(grid.columns.length).toBeLessThanOrEqual(60);
    expect(grid.allColumns.length).toBeLessThanOrEqual(2060);
  });
});

describe('totals', () => {
  it('are those of the marked rows where some are, else of the shown ones; what is unlimited is none', () => {
    const grid = gridOf(['1 GB', 'Unlimited', '3 GB', null].map((size) => psObject({ Name: 'x', Size: size })));
    grid.moveToColumn(1);
    expect(totalsText(done(grid.totals())!)).toBe('sum 4 GB · mean 2 GB · 1 GB to 3 GB');
    grid.mark(0);
    expect(totalsText(done(grid.totals())!)).toBe('sum 1 GB · mean 1 GB · 1 GB');
    grid.moveToColumn(0);
    expect(done(grid.totals())).toBeUndefined();
  });
});

describe('the window', () => {
  const wide = gridOf([
    psObject(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`Column${n}`, `value ${n}`]))),
  ]);

  it('has the first column and those around the cursor, each whole', () => {
    const headings = () => gridWindow(wide, 48, 5).columns.map(({ column }) => column.heading);
    expect(headings()).toEqual(['Column0', 'Column1', 'Column2', 'Column3', 'Column4']);
    wide.moveToColumn(10);
    expect(headings()).toEqual(['Column0', 'Column8', 'Column9', 'Column10']);
    expect(gridWindow(wide, 48, 5)).toMatchObject({ hasMoreLeft: true, hasMoreRight: true });
    wide.moveToColumn(19);
    expect(headings().at(-1)).toBe('Column19');
    expect(gridWindow(wide, 48, 5).hasMoreRight).toBe(false);
    wide.moveToColumn(2);
    expect(headings().slice(0, 2)).toEqual(['Column0', 'Column2']);
  });

  it('gives room that is left over to columns that would be cut', () => {
    const long = 'MSExchangeDelivery, MSExchangeSubmission';
    const grid = gridOf([psObject({ Name: 'ex01', Copies: '4 healthy', Services: long })]);
    expect(gridWindow(grid, 38, 5).rows[0]!.cells).toEqual(['ex01', '4 healthy', 'MSExchangeDelivery…']);
    expect(gridWindow(grid, 200, 5).columns.map((one) => one.cells)).toEqual([6, 9, 40]);
  });

  it('follows the cursor down and up', () => {
    const grid = gridOf(Array.from({ length: 100 }, (_, n) => n));
    grid.moveTo(50);
    expect(gridWindow(grid, 20, 10).rows.map(({ row }) => row)).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
    grid.moveTo(30);
    expect(gridWindow(grid, 20, 10).rows[0]).toMatchObject({ row: 30, isCurrent: true });
    grid.moveTo(1000);
    expect(gridWindow(grid, 20, 10).rows.at(-1)?.row).toBe(99);
  });

  it('has nothing that a terminal would obey, and cells no wider than their columns', () => {
    const evil = 'a\u001b[2J\u202eb\u200b\ud83d\udc69\u200d\ud83d\udcbb\u0007'.repeat(20);
    const grid = gridOf([new PsObject({ extended: { names: [evil, 'Name'], values: [evil, evil] } })]);
    const { rows, columns } = gridWindow(grid, 30, 3);
    const all = rows.flatMap(({ cells }) => cells ?? []).join('');
    expect(all).not.toMatch(/[\u0000-\u001f\u200b\u202e\u200d]/);
    expect(columns.reduce((sum, { cells }) => sum + cells, 0)).toBeLessThanOrEqual(30);
  });

  it('asks for rows that lie on disk, and work on all rows has them fetched', () => {
    const there = new Set<number>();
    const all = Array.from({ length: 300 }, (_, n) => psObject({ N: 300 - n }));
    const grid = new Grid(
      { length: 300, at: (index) => (index < 10 || there.has(index) ? all[index] : undefined) },
      undefined,
    );
    grid.moveTo(299);
    const { missing, rows } = gridWindow(grid, 20, 5);
    expect([missing, rows[0]?.cells]).toEqual([295, undefined]);
    done(grid.sort({ column: grid.columns[0]!, descending: false }), (row) => there.add(row));
    expect(there.size).toBe(290);
    expect(grid.shown[0]).toBe(299);
  });
});

function gridPeople(): readonly PsValue[] {
  const person = (name: string, database: string, items: number, size: string, when: string) =>
    psObject({ Name: name, Database: database, Items: items, Size: text(size), When: new PsDateTime(when) });
  return [
    person('Adele Vance', 'DB01', 12, '2 GB (2,147,483,648 bytes)', '2026-01-01T00:00:00Z'),
    person('Jürgen Müller', 'DB01', 800, '1.5 GB', '2026-01-10T00:00:00Z'),
    person('Bo Ek', 'DB02', 101, '10 MB (10,485,760 bytes)', '2026-02-01T00:00:00Z'),
  ];
}
