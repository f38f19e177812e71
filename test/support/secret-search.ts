import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Looks for a secret in whatever form it may lie about: as it is, as UTF-16, in base64 and in hex. */
export class SecretSearch {
  readonly #needles: readonly Buffer[];

  /** @param others further texts that would give it away, such as `user:password` in base64 */
  constructor(secret: string, others: readonly string[] = []) {
    this.#needles = (['utf8', 'utf16le', 'latin1'] as const)
      .map((encoding) => Buffer.from(secret, encoding))
      .flatMap((bytes) => [bytes, ...base64Of(bytes), Buffer.from(bytes.toString('hex'))])
      .concat(others.map((text) => Buffer.from(text)));
  }

  /** All forms that are looked for. */
  get needles(): readonly Buffer[] {
    return this.#needles;
  }

  isIn(content: Uint8Array | string): boolean {
    const bytes = Buffer.from(content as Uint8Array);
    return this.#needles.some((needle) => bytes.includes(needle));
  }

  /** Files below the folder that hold it, or have it in their names. */
  files(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => this.isIn(contentOf(path)) || this.isIn(path));
  }

  /** Arguments and environments that hold it, of all processes that may be looked at; none but on Linux. */
  processes(): readonly string[] {
    if (process.platform !== 'linux') return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => ['cmdline', 'environ'].map((file) => `/proc/${pid}/${file}`))
      .filter((path) => this.isIn(contentOf(path)));
  }
}

/** Without the last characters, which depend on what follows; shifted by what may stand before it. */
function base64Of(bytes: Buffer): readonly Buffer[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, -1));
  });
}

/** A file that is replaced or a process that ends while it is looked for holds nothing under its old name. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return Buffer.alloc(0);
    }
    throw error;
  }
}
