/** More of one line than any terminal has: what comes without a line end is shown in parts. */
const longestLine = 64 * 1024;

/** Colours, which PowerShell and programs write although nobody asked: `ESC [ … m`. */
const colours = /\u001b\[[0-9;:]*m/g;

/** Makes whole lines of text that a host is given piece by piece. */
export class TextLines {
  #rest = '';

  /** The lines that the text completes, joined; undefined where there is none. */
  add(text: string): string | undefined {
    const all = (this.#rest + text).replaceAll('\r\n', '\n').replace(colours, '');
    const end = all.length > longestLine ? all.length : all.lastIndexOf('\n');
    if (end < 0) {
      this.#rest = all;
      return undefined;
    }
    this.#rest = all.slice(end + 1);
    return all.slice(0, end);
  }

  /** What waits for its line's end. */
  take(): string | undefined {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? undefined : rest;
  }
}
