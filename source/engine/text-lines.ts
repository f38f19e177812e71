/** More of one line than any terminal has: what comes without a line end is shown in parts. */
const longestLine = 64 * 1024;

/** Colours, which PowerShell and programs write although nobody asked: `ESC [ … m`. */
const colours = /\u001b\[[0-9;:]*m/g;

/** Makes whole lines of text that a host is given piece by piece. */
export class TextLines {
  #rest = '';

  /** The lines that the text completes, joined; undefined where there is none. */
  add(text: string): string | undefined {
    this.#rest += text;
    if (!text.includes('\n') && this.#rest.length <= longestLine) return undefined;
    const all = plain(this.#rest);
    const end = all.length > longestLine ? all.length : all.lastIndexOf('\n');
    this.#rest = all.slice(end + 1);
    return end < 0 ? undefined : all.slice(0, end);
  }

  /** What waits for its line's end. */
  take(): string | undefined {
    const rest = plain(this.#rest);
    this.#rest = '';
    return rest === '' ? undefined : rest;
  }
}

const plain = (text: string) => text.replaceAll('\r\n', '\n').replace(colours, '');
