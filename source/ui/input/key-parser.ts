import { key, type TerminalEvent } from './input-event.ts';
import { burst, paste } from './pastes.ts';
import { altKey, characterKey, consoleKey, controlKey, csiKey, mouseAct, ss3Key } from './sequences.ts';

const escapeCode = 0x1b;
const pasteStart = '200';
const pasteEnd = '\x1b[201~';

/** Longest CSI sequence that is waited for, and longest answer (OSC, DCS, …) that is swallowed before giving up. */
const longestSequence = 256;
const longestAnswer = 65_536;
/** What an X10 mouse report carries behind its final byte: button and place, none of them a key. */
const mouseBytes = 3;
/** A paste beyond this is delivered in pieces, so that nothing grows without end. */
const longestPaste = 1_048_576;

type Mode =
  | { readonly kind: 'ground' }
  | { readonly kind: 'csi' }
  | { readonly kind: 'mouse'; left: number }
  | { readonly kind: 'answer'; readonly introducer: string; length: number; escaped: boolean }
  | { readonly kind: 'paste' }
  | { readonly kind: 'burst' };

/** What is left of a named key, whole, without its ESC. */
const restOfKey = /^(?:\[<?[\d;:]*[A-IMOP-SZmu~]|O[A-HMP-S])/;

/**
 * Terminal input, sans-IO: bytes in, events out. Several keys in one chunk, a key split over chunks and UTF-8 split
 * over chunks all come out the same. What is neither text nor a key (answers to queries, mouse reports, unknown
 * sequences) is swallowed. A lone ESC and a paste without its end wait for `flush`, which the caller calls when
 * nothing has come for a moment. So does a paste of a terminal that does not mark pastes, told by several lines that come
 * in one chunk: read as keys, each of its lines would be run.
 */
export class KeyParser {
  readonly #decoder = new TextDecoder('utf-8');
  #mode: Mode = { kind: 'ground' };
  /** Characters that are not understood yet, in `ground` at most an ESC with its follower, in `paste` the paste. */
  #pending = '';
  /** The last event was an ESC that nothing had followed by then. */
  #endedInEscape = false;
  /** In `csi`: whether the sequence began with a second ESC (Alt and a named key in rxvt). */
  #alt = false;

  /** What has begun and not ended: then `flush` would give something or forget something. */
  get waiting(): 'escape' | 'sequence' | 'paste' | 'burst' | undefined {
    const { kind } = this.#mode;
    if (kind === 'paste' || kind === 'burst') return kind;
    if (kind !== 'ground') return 'sequence';
    return this.#pending === '' ? undefined : /^\x1b+$/.test(this.#pending) ? 'escape' : 'sequence';
  }

  push(bytes: Uint8Array): TerminalEvent[] {
    const events: TerminalEvent[] = [];
    const text = this.#decoder.decode(bytes, { stream: true });
    if (this.#mode.kind === 'ground' && this.#pending === '' && burst.test(text)) this.#mode = { kind: 'burst' };
    // The rest of a key whose ESC came long before it. Fingers that had pressed Esc would not type this at once.
    if (this.#endedInEscape && restOfKey.test(text)) this.#pending = '\x1b';
    this.#endedInEscape = false;
    this.#read(text, events);
    return events;
  }

  /** Nothing more has come: a pending ESC was the key, a paste has lost its end, anything else was no key. */
  flush(): TerminalEvent[] {
    const events: TerminalEvent[] = [];
    this.#read(this.#decoder.decode(), events);
    const pending = this.#pending;
    const last = this.#mode;
    const mode = last.kind;
    this.#mode = { kind: 'ground' };
    this.#pending = '';
    if (mode === 'paste' || mode === 'burst') paste(pending, events);
    else if (mode === 'ground' && pending === '\x1b') {
      events.push(key('escape'));
      this.#endedInEscape = true;
    } else if (mode === 'ground' && pending === '\x1b\x1b') events.push(key('escape'), key('escape'));
    else if (mode === 'ground' && pending === '\x1bO') events.push(characterKey('O', { alt: true, shift: true }));
    else if (mode === 'csi' && pending === '') events.push(characterKey('[', { alt: true }));
    else if (last.kind === 'answer' && last.length === 0 && last.introducer) {
      events.push(characterKey(last.introducer, { alt: true }));
    }
    return events;
  }

  #read(text: string, events: TerminalEvent[]): void {
    let rest = text;
    while (rest !== '') {
      switch (this.#mode.kind) {
        case 'ground':
          rest = this.#ground(rest, events);
          break;
        case 'csi':
          rest = this.#csi(rest, events);
          break;
        case 'mouse':
          rest = this.#mouse(rest, this.#mode);
          break;
        case 'answer':
          rest = this.#answer(rest, this.#mode);
          break;
        case 'paste':
          rest = this.#paste(rest, events);
          break;
        case 'burst':
          rest = this.#burst(rest, events);
          break;
      }
    }
  }

  /** Takes one key or one character of a sequence's beginning from the text and returns what is left of it. */
  #ground(text: string, events: TerminalEvent[]): string {
    const code = text.codePointAt(0)!;
    const character = String.fromCodePoint(code);
    const rest = text.slice(character.length);
    const before = this.#pending;
    if (before === '') {
      if (code === escapeCode) this.#pending = '\x1b';
      else if (code === 0x9b) this.#begin({ kind: 'csi' });
      else if (code >= 0x80 && code < 0xa0) {
        if ('\x90\x98\x9d\x9e\x9f'.includes(character))
          this.#begin({ kind: 'answer', introducer: '', length: 0, escaped: false });
      } else if (code < 0x20 || code === 0x7f) push(events, controlKey(code));
      else push(events, characterKey(character));
      return rest;
    }
    if (before === '\x1bO') {
      this.#pending = '';
      // A digit between O and the letter is rxvt's modifier; nothing that exterm needs comes that way.
      if (code < 0x20 || code >= 0x7f) {
        push(events, characterKey('O', { alt: true, shift: true }));
        return text;
      }
      push(events, ss3Key(character));
      return rest;
    }
    const escapes = before.length;
    if (character === '[') {
      this.#alt = escapes > 1;
      this.#begin({ kind: 'csi' });
    } else if (character === 'O' && escapes === 1) {
      this.#pending = '\x1bO';
    } else if (']P_^X'.includes(character) && escapes === 1) {
      // Alt+] and ESC ] are the same bytes; an answer has more behind it, which flush tells apart.
      this.#begin({ kind: 'answer', introducer: character, length: 0, escaped: false });
    } else if (code === escapeCode) {
      if (escapes === 1) this.#pending = '\x1b\x1b';
      else push(events, key('escape'));
    } else {
      this.#pending = '';
      if (escapes > 1) push(events, key('escape'));
      if (code >= 0x80 && code < 0xa0) return text;
      push(events, altKey(character));
    }
    return rest;
  }

  #begin(mode: Mode): void {
    this.#mode = mode;
    this.#pending = '';
  }

  #csi(text: string, events: TerminalEvent[]): string {
    if (this.#pending === '[') {
      this.#begin({ kind: 'ground' });
      push(events, consoleKey(text[0]!));
      return text.slice(1);
    }
    const code = text.charCodeAt(0);
    if (code < 0x20 || code > 0x7e || this.#pending.length >= longestSequence) {
      // Not a sequence after all: what came of it is dropped, this byte is read afresh.
      this.#begin({ kind: 'ground' });
      return text;
    }
    const character = text[0]!;
    const isFinal = code >= 0x40 && !(character === '[' && this.#pending === '');
    if (!isFinal) {
      this.#pending += character;
      return text.slice(1);
    }
    const parameters = this.#pending;
    this.#begin({ kind: 'ground' });
    if (character === '~' && parameters === pasteStart) {
      this.#begin({ kind: 'paste' });
      return text.slice(1);
    }
    if (character === 'M' && parameters === '') {
      this.#begin({ kind: 'mouse', left: mouseBytes });
      return text.slice(1);
    }
    if (parameters === '' && (character === 'I' || character === 'O')) {
      events.push({ type: 'focus', focused: character === 'I' });
      return text.slice(1);
    }
    const mouse = mouseAct(parameters, character);
    if (mouse) events.push(mouse);
    const found = csiKey(parameters, character);
    if (found) events.push(this.#alt ? { ...found, alt: true } : found);
    this.#alt = false;
    return text.slice(1);
  }

  /** Takes a character of a mouse report. A byte that is no UTF-8 has become U+FFFD. */
  #mouse(text: string, mode: Extract<Mode, { kind: 'mouse' }>): string {
    const character = String.fromCodePoint(text.codePointAt(0)!);
    mode.left -= character === '\ufffd' ? 1 : Buffer.byteLength(character);
    if (mode.left <= 0) this.#begin({ kind: 'ground' });
    return text.slice(character.length);
  }

  #answer(text: string, mode: Extract<Mode, { kind: 'answer' }>): string {
    if (mode.escaped) {
      // ESC \\ ends it; an ESC before anything else begins the next sequence.
      this.#begin({ kind: 'ground' });
      if (text[0] === '\\') return text.slice(1);
      this.#pending = '\x1b';
      return text;
    }
    const end = /[\x07\x9c\x18\x1a\x1b]/.exec(text);
    mode.length += end ? end.index + 1 : text.length;
    if (end?.[0] === '\x1b') mode.escaped = true;
    else if (end || mode.length > longestAnswer) this.#begin({ kind: 'ground' });
    return end ? text.slice(end.index + 1) : '';
  }

  /** Goes on until a moment without anything, or until a key comes that no text has. */
  #burst(text: string, events: TerminalEvent[]): string {
    const key = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.exec(text);
    this.#pending += key ? text.slice(0, key.index) : text;
    if (!key && this.#pending.length <= longestPaste) return '';
    paste(this.#pending, events);
    this.#pending = '';
    if (!key) return '';
    this.#begin({ kind: 'ground' });
    return text.slice(key.index);
  }

  #paste(text: string, events: TerminalEvent[]): string {
    const all = this.#pending + text;
    const end = all.indexOf(pasteEnd);
    if (end < 0) {
      this.#pending = all;
      if (all.length > longestPaste) {
        const kept = all.length - pasteEnd.length;
        paste(all.slice(0, kept), events);
        this.#pending = all.slice(kept);
      }
      return '';
    }
    this.#begin({ kind: 'ground' });
    paste(all.slice(0, end), events);
    return all.slice(end + pasteEnd.length);
  }
}

function push(events: TerminalEvent[], event: TerminalEvent | undefined): void {
  if (event) events.push(event);
}
