import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyParser, keyName, type TerminalEvent } from '../../../source/ui/input/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Keys by the names of the command records, pastes in brackets. */
function read(text: string | Uint8Array, flush = true): string[] {
  const parser = new KeyParser();
  const events = parser.push(typeof text === 'string' ? bytes(text) : text);
  return names([...events, ...(flush ? parser.flush() : [])]);
}

function names(events: readonly TerminalEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'focus') return event.focused ? 'looked at' : 'left';
    if (event.type === 'mouse') return `${event.act} ${event.x},${event.y}`;
    return event.type === 'paste' ? `[${event.text}]` : keyName(event);
  });
}

describe('keys from a terminal', () => {
  it('reads several keys of one chunk as several keys', () => {
    expect(read('ab\r')).toEqual(['a', 'b', 'enter']);
    expect(read('\x1b[A\x1b[Bx\x03')).toEqual(['up', 'down', 'x', 'ctrl+c']);
  });

  it.each([
    ['\x1bOP', 'f1'],
    ['\x1b[11~', 'f1'],
    ['\x1b[[A', 'f1'],
    ['\x1bOS', 'f4'],
    ['\x1b[15~', 'f5'],
    ['\x1b[21~', 'f10'],
    ['\x1b[24~', 'f12'],
    ['\x1b[1;5P', 'ctrl+f1'],
    ['\x1b[2~', 'insert'],
    ['\x1b[3~', 'delete'],
    ['\x1b[H', 'home'],
    ['\x1bOF', 'end'],
    ['\x1b[5~', 'pageup'],
    ['\x1b[6;3~', 'alt+pagedown'],
    ['\x1b[1;2A', 'shift+up'],
    ['\x1b[1;5D', 'ctrl+left'],
    ['\x1b[1;6C', 'ctrl+shift+right'],
    ['\x1b\x1b[D', 'alt+left'],
    ['\x1b[Z', 'shift+tab'],
    ['\x1b1', 'alt+1'],
    ['\x1bb', 'alt+b'],
    ['\x1b\r', 'alt+enter'],
    ['\x1b\x7f', 'alt+backspace'],
    ['\n', 'ctrl+j'],
    ['\t', 'tab'],
    ['\x00', 'ctrl+space'],
    ['\x1c', 'ctrl+\\'],
    ['\x1b', 'escape'],
    ['\x1b\x1b', 'escape escape'],
    ['\x1b\x85x', 'x'],
    ['\x1b\x9bA', 'up'],
    ['\x1b[', 'alt+['],
    ['\x1b]', 'alt+]'],
    ['\x1bO', 'alt+O'],
    ['é日👍', 'é 日 👍'],
    [' ', 'space'],
  ])('reads %j as %s', (sequence, expected) => {
    expect(read(sequence).join(' ')).toBe(expected);
  });

  it.each([
    ['\x1b[97;5u', 'ctrl+a'],
    ['\x1b[13;2u', 'shift+enter'],
    ['\x1b[27u', 'escape'],
    ['\x1b[97:65;2u', 'A'],
    ['\x1b[233;1:1;233u', 'é'],
    ['\x1b[97;1:3u', ''],
    ['\x1b[1;1:3A', ''],
    ['\x1b[57414u', 'enter'],
    ['\x1b[57441;2u', ''],
    ['\x1b[141u', ''],
    ['\x1b[155;5u', ''],
    ['\x1b[97:141;2u', 'A'],
    ['\x1b[97;1;141:233u', 'é'],
    ['\x1b[27;1;133~', ''],
    ['\x1b[27;5;105~', 'ctrl+i'],
  ])('reads %j of the kitty and xterm protocols as "%s"', (sequence, expected) => {
    expect(read(sequence).join(' ')).toBe(expected);
  });

  it.each([
    '\x1b]11;rgb:1e1e/1e1e/1e1e\x07',
    '\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\',
    '\x1bP>|xterm(390)\x1b\\',
    '\x1b_Gi=1;OK\x1b\\',
    '\x1b[?62;22c',
    '\x1b[12;40R',
    '\x1b[<0;10;10m\x1b[<2;1;1M\x1b[<35;1;1M\x1b[<0;10M',
    '\x1b[M !!',
    '\x1b[?2026;2$y',
  ])('swallows the answer %j and goes on with the next key', (answer) => {
    expect(read(`${answer}x`)).toEqual(['x']);
  });

  it('tells when the window is left and looked at again, and Alt+Shift+O from it', () => {
    expect(read('a\x1b[Ob\x1b[Ic')).toEqual(['a', 'left', 'b', 'looked at', 'c']);
    expect(read('\x1bO')).toEqual(['alt+O']);
  });

  it('tells of the mouse what is asked for: the left button and the wheel, whatever keys are held', () => {
    expect(read('\x1b[<0;10;3M\x1b[<64;1;1Mx\x1b[<69;200;400M')).toEqual([
      'press 9,2',
      'wheelUp 0,0',
      'x',
      'wheelDown 199,399',
    ]);
  });

  it('takes no byte of a mouse report for a key, however far to the right or however late it comes', () => {
    const parser = new KeyParser();
    expect(parser.push(bytes('\x1b[M'))).toEqual([]);
    expect(parser.waiting).toBe('sequence');
    expect(parser.push(Uint8Array.of(0x20, 0xc3))).toEqual([]);
    expect(names(parser.push(Uint8Array.of(0xa9, 0x78)))).toEqual(['x']);
    expect(names(parser.push(Uint8Array.of(0x1b, 0x5b, 0x4d, 0x20, 0xff, 0xfe, 0x79)))).toEqual(['y']);
  });

  it('takes the rest of a key for that, however late it comes behind its ESC, and never for text', () => {
    for (const rest of ['[A', 'OA', '[1;5C', '[15~']) {
      const parser = new KeyParser();
      parser.push(bytes('\x1b'));
      expect(parser.waiting).toBe('escape');
      expect(names(parser.flush())).toEqual(['escape']);
      expect(names(parser.push(bytes(rest)))).toEqual(read(`\x1b${rest}`));
      expect(names(parser.push(bytes(rest)))).toEqual([...rest]);
    }
    const slow = new KeyParser();
    slow.push(bytes('\x1b'));
    slow.flush();
    expect(names(slow.push(bytes('[200~Remove-Mailbox a\r\x1b[201~')))).toEqual(['[Remove-Mailbox a\n]']);
  });

  it('reads what is typed behind Esc as text', () => {
    const parser = new KeyParser();
    parser.push(bytes('\x1b'));
    parser.flush();
    expect(names([...'[A'].flatMap((character) => parser.push(bytes(character))))).toEqual(['[', 'A']);
  });

  it('gives a paste as one text, its line ends and escape sequences not read as keys', () => {
    expect(read('\x1b[200~Get-Mailbox\r\nx\x1b[A\x03\ty\x1b[201~z')).toEqual(['[Get-Mailbox\nx[A\ty]', 'z']);
  });

  it('gives up a paste without an end on flush, and reads keys again', () => {
    const parser = new KeyParser();
    expect(parser.push(bytes('\x1b[200~half'))).toEqual([]);
    expect(parser.waiting).toBe('paste');
    expect(names(parser.flush())).toEqual(['[half]']);
    expect(names(parser.push(bytes('x\x1b[201~y')))).toEqual(['x', 'y']);
  });

  it('keeps no more of an endless paste than it must', () => {
    const parser = new KeyParser();
    parser.push(bytes('\x1b[200~'));
    let received = 0;
    for (let i = 0; i < 40; i += 1) {
      for (const event of parser.push(new Uint8Array(100_000).fill(0x61))) {
        received += event.type === 'paste' ? event.text.length : 0;
      }
    }
    expect(received).toBeGreaterThan(2_800_000);
    for (const event of parser.flush()) received += event.type === 'paste' ? event.text.length : 0;
    expect(received).toBe(4_000_000);
  });

  it('takes lines that come at once for a paste, tabs and what comes right behind included', () => {
    const parser = new KeyParser();
    expect(parser.push(bytes('one\r\n\ttwo\rth'))).toEqual([]);
    expect(parser.waiting).toBe('burst');
    expect(parser.push(bytes('ree\r'))).toEqual([]);
    expect(parser.flush()).toEqual([{ type: 'paste', text: 'one\n\ttwo\nthree\n' }]);
    expect(parser.waiting).toBeUndefined();
    expect(names(parser.push(bytes('a\r')))).toEqual(['a', 'enter']);
  });

  it('ends such a paste at a key that no text has', () => {
    const parser = new KeyParser();
    parser.push(bytes('one\rtwo'));
    expect(names(parser.push(bytes('!\x03x')))).toEqual(['[one\ntwo!]', 'ctrl+c', 'x']);
    const long = new KeyParser();
    let received = 0;
    for (let i = 0; i < 40; i++) {
      for (const event of long.push(bytes(`${'x'.repeat(99_999)}\rx`)))
        received += event.type === 'paste' ? event.text.length : 0;
    }
    for (const event of long.flush()) received += event.type === 'paste' ? event.text.length : 0;
    expect(received).toBe(40 * 100_001);
  });

  it('waits for the rest of a sequence, and for nothing after it', () => {
    const parser = new KeyParser();
    expect(parser.push(bytes('\x1b['))).toEqual([]);
    expect(parser.waiting).toBe('sequence');
    expect(names(parser.push(bytes('A')))).toEqual(['up']);
    expect(parser.waiting).toBeUndefined();
  });

  it('reads the same keys however the bytes are cut into chunks', () => {
    const pieces = [
      'a',
      'é',
      '日本',
      '👍',
      '\r',
      '\t',
      '\x03',
      '\x7f',
      '\x1b[A',
      '\x1b[1;5C',
      '\x1bOP',
      '\x1b[15~',
      '\x1bx',
    ];
    const more = [
      '\x1b[200~paste\r\nof 日本\x1b[201~',
      '\x1b]0;title\x1b\\',
      '\x1b]0;title\x07',
      '\x1b[97;5u',
      '\x1b[[B',
      '\x1b[M !!',
      '\x1b[M\r\x03~',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 200 }),
        (keys, sizes) => {
          // Enter with text behind it in one chunk is a paste that nobody marked.
          fc.pre(!/\r[^\x00-\x1f\x7f]|\r\t/.test(keys.join('')));
          const all = bytes(keys.join(''));
          const parser = new KeyParser();
          const events: TerminalEvent[] = [];
          let at = 0;
          for (let i = 0; at < all.length; i += 1) {
            const size = sizes[i % sizes.length]!;
            events.push(...parser.push(all.subarray(at, at + size)));
            at += size;
          }
          events.push(...parser.flush());
          expect(names(events)).toEqual(keys.flatMap((one) => read(one)));
        },
      ),
    );
  });

  const anyBytes = fc.uint8Array({ maxLength: 40 });
  const anyKittyKey = fc
    .array(fc.array(fc.nat(0x120), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((fields) => bytes(`\x1b[${fields.map((field) => field.join(':')).join(';')}u`));

  it('makes something of any bytes, and afterwards reads a key as ever', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyBytes, anyKittyKey), { maxLength: 6 }), (chunks) => {
        const parser = new KeyParser();
        for (const chunk of chunks) {
          for (const event of parser.push(chunk)) {
            if (event.type === 'key') expect(`${event.text ?? ''}${event.name}`).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
          }
        }
        parser.flush();
        expect(parser.waiting).toBeUndefined();
        expect(names(parser.push(bytes('x')))).toEqual(['x']);
      }),
    );
  });
});
