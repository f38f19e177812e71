export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Cuts what a client of ours sends into requests: whole heads, and bodies with their length told. */
export class RequestReader {
  #waiting = Buffer.alloc(0);

  *add(chunk: Buffer): Generator<HttpRequest> {
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    for (let whole = this.#next(); whole; whole = this.#next()) yield whole;
  }

  #next(): HttpRequest | undefined {
    const end = this.#waiting.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = this.#waiting.toString('latin1', 0, end).split('\r\n');
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const length = Number(headers.get('content-length') ?? 0);
    if (this.#waiting.length < end + 4 + length) return undefined;
    const body = this.#waiting.subarray(end + 4, end + 4 + length);
    this.#waiting = this.#waiting.subarray(end + 4 + length);
    const [method = '', path = ''] = first.split(' ');
    return { method, path, headers, body };
  }
}
