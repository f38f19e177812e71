/** Files, with paths relative to the session's location. Fails by FileFailure. */
export interface FilePort {
  readonly location: string;
  setLocation(path: string): Promise<void>;
  /** Absolute, `~` and relative parts resolved; wildcards are kept. */
  resolve(path: string): string;
  expand(pattern: string): Promise<readonly string[]>;
  info(path: string): Promise<FileInfo | undefined>;
  list(path: string): Promise<readonly FileInfo[]>;
  /** Bounded; read in parts. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Written beside and renamed when closed, so that a failure loses nothing; `append` adds at the end. */
  write(
    path: string,
    options: { readonly append?: boolean; readonly noClobber?: boolean; readonly force?: boolean },
  ): Promise<FileWriter>;
  makeFolder(path: string): Promise<void>;
  remove(path: string, options: { readonly recurse?: boolean }): Promise<void>;
  move(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
}

export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Leaves what was there before. */
  abandon(): Promise<void>;
}

export interface FileInfo {
  readonly path: string;
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly length: number;
  /** Milliseconds since 1970 UTC. */
  readonly modified: number;
  readonly created: number;
}

export class FileFailure extends Error {
  override readonly name = 'FileFailure';
  readonly kind: 'notFound' | 'denied' | 'exists' | 'isFolder' | 'notFolder' | 'notEmpty' | 'full' | 'other';

  constructor(message: string, kind: FileFailure['kind'], options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
