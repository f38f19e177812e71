import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { fragmentHeaderSize } from '../../psrp/index.ts';
import type { Answer } from './answer.ts';
import type { Fault } from './fault-plan.ts';

/** Writes an answer as it should be. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.end(answer.body);
}

/** Writes an answer with a fault in it; false where the fault is none of the answer's bytes. */
export function sendFaultyAnswer(response: ServerResponse, answer: Answer, fault: Fault): boolean {
  const spoilt = spoil(answer, fault);
  if (spoilt) {
    sendAnswer(response, spoilt);
    return true;
  }
  if (fault.kind === 'cut') {
    response.writeHead(answer.status, headersOf(answer));
    const part = answer.body.subarray(0, Math.floor(answer.body.length * fault.share));
    response.write(part, () => response.socket?.destroy());
    return true;
  }
  if (fault.kind === 'oversize') {
    sendOversize(response, answer, fault.bytes);
    return true;
  }
  return false;
}

function headersOf(answer: Answer): Record<string, string> {
  return {
    ...(answer.contentType === undefined ? {} : { 'Content-Type': answer.contentType }),
    'Content-Length': `${answer.body.length}`,
    ...answer.headers,
  };
}

function spoil(answer: Answer, fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'status':
      return {
        status: fault.status,
        contentType: fault.contentType ?? (fault.body === undefined ? undefined : 'text/html; charset=us-ascii'),
        body: Buffer.from(fault.body ?? '', 'utf8'),
        headers: { ...answer.headers, ...fault.headers },
      };
    case 'truncate':
      return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length * fault.share)) };
    case 'gzip':
      return { ...answer, body: gzipSync(answer.body), headers: { ...answer.headers, 'Content-Encoding': 'gzip' } };
    case 'doctype':
      return { ...answer, body: Buffer.concat([Buffer.from(entityBomb, 'utf8'), withoutDeclaration(answer.body)]) };
    case 'deep':
      return {
        ...answer,
        body: Buffer.from(
          `${'<d>'.repeat(fault.levels)}${withoutDeclaration(answer.body)}${'</d>'.repeat(fault.levels)}`,
          'utf8',
        ),
      };
    case 'invalid-base64':
      return { ...answer, body: eachStream(answer.body, (base64) => `*${base64.slice(1)}`) };
    case 'shuffle-fragments':
      return { ...answer, body: shuffledStreams(answer.body) };
    default:
      return undefined;
  }
}

const entityBomb = [
  '<!DOCTYPE e [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => {
    const before = 'abcdefg'[index]!;
    return `<!ENTITY ${name} "${`&${before};`.repeat(16)}">`;
  }),
  ']>',
].join('');

function withoutDeclaration(body: Uint8Array): Buffer {
  return Buffer.from(
    Buffer.from(body)
      .toString('utf8')
      .replace(/^\uFEFF?<\?xml[^>]*\?>/, ''),
    'utf8',
  );
}

function eachStream(body: Uint8Array, change: (base64: string) => string): Buffer {
  const xml = Buffer.from(body).toString('utf8');
  return Buffer.from(
    xml.replace(/(<(?:\w+:)?Stream\b[^>]*>)([^<]+)(<)/g, (_, start, base64, end) => start + change(base64) + end),
    'utf8',
  );
}

/** Each stream's first fragment claims to come later in its message than it does (MS-PSRP 2.2.4, FragmentId). */
function shuffledStreams(body: Uint8Array): Buffer {
  return eachStream(body, (base64) => {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length >= fragmentHeaderSize) bytes.writeBigUInt64BE(bytes.readBigUInt64BE(8) + 1n, 8);
    return bytes.toString('base64');
  });
}

function sendOversize(response: ServerResponse, answer: Answer, bytes: number): void {
  response.writeHead(answer.status, { 'Content-Type': answer.contentType ?? 'application/soap+xml;charset=UTF-8' });
  // White space before the root keeps it well-formed for as long as it is read.
  const padding = Buffer.alloc(65_536, ' ');
  let left = bytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= padding.length;
      if (!response.write(padding)) {
        response.once('drain', more);
        return;
      }
    }
    if (!response.destroyed) response.end(withoutDeclaration(answer.body));
  };
  response.on('error', () => {});
  more();
}
