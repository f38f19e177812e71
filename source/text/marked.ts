/** How a text's bytes are to be read, and how many of them the mark takes that says so. */
export interface MarkedEncoding {
  /** As a TextDecoder names it. */
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly mark: number;
}

/** What the byte order mark at the beginning says; UTF-8 without one. Editors on Windows mark what they write. */
export function encodingOf(bytes: Uint8Array): MarkedEncoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', mark: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', mark: 2 };
  return { name: 'utf-8', mark: first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0 };
}

/** The text of such bytes, without the mark; what is no text in its encoding becomes U+FFFD. */
export const markedText = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes).name).decode(bytes);
