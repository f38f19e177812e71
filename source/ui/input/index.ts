/** From a terminal's bytes to keys, and to whoever has the focus. */
export { FocusStack, type Subscriber } from './focus-stack.ts';
export {
  type InputEvent,
  type KeyEvent,
  key,
  keyName,
  type MouseEvent,
  type PasteEvent,
  type TerminalEvent,
} from './input-event.ts';
export { KeyParser } from './key-parser.ts';
export { escapeDelay, type InputStream, RawInput } from './raw-input.ts';
