import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { escapeDelay, keyName, RawInput, type TerminalEvent } from '../../../source/ui/input/index.ts';
import { pasteDelay, sequenceDelay } from '../../../source/ui/input/raw-input.ts';
import { Keyboard } from '../../support/keyboard.ts';

describe('raw input', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const keyboard = new Keyboard();
    const events: TerminalEvent[] = [];
    const input = new RawInput(
      keyboard,
      (event) => events.push(event),
      () => {},
    );
    input.start();
    const names = () =>
      events.map((event) => (event.type === 'key' ? keyName(event) : `[${event.type === 'paste' ? event.text : ''}]`));
    return { keyboard, input, names, send: (text: string) => keyboard.emit('data', Buffer.from(text)) };
  }

  it('holds raw mode from start to stop', () => {
    const { keyboard, input, names, send } = start();
    expect(keyboard.isRaw).toBe(true);
    input.stop();
    expect(keyboard.isRaw).toBe(false);
    send('x');
    expect(names()).toEqual([]);
  });

  it('leaves nothing of what was typed in the memory that it came in', () => {
    const { keyboard, names } = start();
    const chunk = Buffer.from('Geheim1!');
    keyboard.emit('data', chunk);
    expect(names().join('')).toBe('Geheim1!');
    expect(chunk.every((byte) => byte === 0)).toBe(true);
  });

  it('takes a lone ESC for the key once nothing followed it for a moment', () => {
    const { names, send } = start();
    send('\x1b');
    vi.advanceTimersByTime(escapeDelay - 1);
    expect(names()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(names()).toEqual(['escape']);
  });

  it('waits for the rest of a sequence that has begun: a slow line makes no text of an arrow', () => {
    const { names, send } = start();
    send('\x1b[');
    vi.advanceTimersByTime(sequenceDelay - 1);
    send('1;5');
    vi.advanceTimersByTime(sequenceDelay - 1);
    send('C');
    expect(names()).toEqual(['ctrl+right']);
    send('\x1b');
    vi.advanceTimersByTime(escapeDelay);
    send('[A');
    expect(names()).toEqual(['ctrl+right', 'escape', 'up']);
  });

  it('lets a paste stall for longer than a key, so that its lines are not run', () => {
    const { names, send } = start();
    send('\x1b[200~Remove-Mailbox a\r');
    vi.advanceTimersByTime(pasteDelay - 1);
    send('Remove-Mailbox b\r\x1b[201~');
    expect(names()).toEqual(['[Remove-Mailbox a\nRemove-Mailbox b\n]']);
  });
});
