/**
 * What a terminal's bytes mean. A key's name is the character itself (`a`, `é`, `/`) or one of `f1` to `f24`, `enter`, `tab`,
 * `escape`, `backspace`, `delete`, `insert`, `space`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown` and
 * `clear`. `text` is what the key types: absent where it types nothing.
 */
export type InputEvent = KeyEvent | PasteEvent;

/** All that a terminal sends: what is typed, and what it tells of itself. */
export type TerminalEvent = InputEvent | FocusEvent | MouseEvent;

/** The left button was pressed on a cell, counted from 0, or the wheel turned over it. */
export interface MouseEvent {
  readonly type: 'mouse';
  readonly act: 'press' | 'wheelUp' | 'wheelDown';
  readonly x: number;
  readonly y: number;
}

/** Its window has come to the front, or has left it (DECSET 1004). */
export interface FocusEvent {
  readonly type: 'focus';
  readonly focused: boolean;
}

export interface KeyEvent {
  readonly type: 'key';
  readonly name: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly text?: string;
}

/** Text between the marks of bracketed paste: never read as keys. Line ends are `\n`. */
export interface PasteEvent {
  readonly type: 'paste';
  readonly text: string;
}

export function key(name: string, modifiers: Partial<Omit<KeyEvent, 'type' | 'name'>> = {}): KeyEvent {
  return { type: 'key', name, ctrl: false, alt: false, shift: false, ...modifiers };
}

/**
 * The name under which command records know a key: `ctrl+p`, `alt+1`, `shift+tab`, `f1`, `A`. Shift is part of the
 * character where the key types one.
 */
export function keyName(event: KeyEvent): string {
  const shift = event.shift && event.name.length > 1 ? 'shift+' : '';
  return `${event.ctrl ? 'ctrl+' : ''}${event.alt ? 'alt+' : ''}${shift}${event.name}`;
}
