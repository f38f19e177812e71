import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemes } from '../../../source/text/width.ts';
import { type EditOperation, edit, insert, moveLine } from '../../../source/ui/fields/line-editor.ts';

/** `|` is the cursor. */
function at(marked: string) {
  return { text: marked.replace('|', ''), cursor: marked.indexOf('|') };
}
function marked({ text, cursor }: { text: string; cursor: number }): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('editing a line', () => {
  it.each<[EditOperation, string, string]>([
    ['left', 'ab|', 'a|b'],
    ['left', '|ab', '|ab'],
    ['left', 'a👩‍💻|b', 'a|👩‍💻b'],
    ['right', 'a|e\u0301b', 'ae\u0301|b'],
    ['wordLeft', 'Get-Mailbox -Id|', 'Get-Mailbox -|Id'],
    ['wordLeft', 'Get-Mailbox -|Id', 'Get-|Mailbox -Id'],
    ['wordRight', '|Get-Mailbox', 'Get|-Mailbox'],
    ['wordRight', 'Get|-Mailbox x', 'Get-Mailbox| x'],
    ['lineStart', 'one\ntw|o', 'one\n|two'],
    ['lineEnd', 'o|ne\ntwo', 'one|\ntwo'],
    ['backspace', 'a🇩🇪|b', 'a|b'],
    ['delete', 'a|👍b', 'a|b'],
    ['deleteWordLeft', 'Get-Mailbox ex01  |', 'Get-Mailbox |'],
    ['deleteWordRight', '|Get-Mailbox', '|-Mailbox'],
    ['killToStart', 'a\nbc|d', 'a\n|d'],
    ['killToEnd', 'a|bc\nd', 'a|\nd'],
    ['killToEnd', 'a|\nd', 'a|d'],
  ])('%s turns %j into %j', (operation, before, after) => {
    expect(marked(edit(at(before), operation))).toBe(after);
  });

  it('gives back with ^Y what ^W, ^U or ^K took', () => {
    const killed = edit(at('Get-Mailbox |'), 'killToStart');
    expect(killed.cut).toBe('Get-Mailbox ');
    expect(marked(edit(at('x|'), 'yank', killed.cut))).toBe('xGet-Mailbox |');
  });

  it('moves between lines and keeps the column', () => {
    expect(marked(moveLine(at('one\ntwo th|ree\nfour'), -1)!)).toBe('one|\ntwo three\nfour');
    expect(marked(moveLine(at('on|e\ntwo'), 1)!)).toBe('one\ntw|o');
    expect(moveLine(at('on|e\ntwo'), -1)).toBeUndefined();
    expect(moveLine(at('one\nt|wo'), 1)).toBeUndefined();
  });

  it('never leaves the cursor within a character, whatever is pressed', () => {
    const operations: EditOperation[] = ['left', 'right', 'wordLeft', 'wordRight', 'lineStart', 'lineEnd', 'backspace'];
    const more: EditOperation[] = ['delete', 'deleteWordLeft', 'deleteWordRight', 'killToStart', 'killToEnd', 'yank'];
    const step = fc.oneof(
      fc.constantFrom(...operations, ...more),
      fc.constantFrom('ab c', '日本', 'e\u0301', '👩‍💻', '\n', '-x'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = { text: '', cursor: 0 };
        let cut = '';
        for (const one of steps) {
          const isOperation = [...operations, ...more].includes(one as EditOperation);
          const next = isOperation ? edit(state, one as EditOperation, cut) : insert(state, one);
          if ('cut' in next && next.cut !== undefined) cut = next.cut as string;
          state = { text: next.text, cursor: next.cursor };
          const edges = [...graphemes(state.text).map(({ index }) => index), state.text.length];
          expect(edges).toContain(state.cursor);
        }
      }),
    );
  });
});
