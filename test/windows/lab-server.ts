/**
 * The other side of the tests on Windows, which runs on Linux: a KDC, an acceptor before an echo, an acceptor before a
 * sandbox, and a wiretap before each. Prints a line of JSON (see `LabAddress`), takes one command an HTTP request, and
 * ends when its standard input does.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '../../source/sandbox/index.ts';
import { Kdc, realmUser } from '../peers/kdc/kdc.ts';
import { kdcPrograms } from '../peers/kdc/programs.ts';
import { Echo } from '../peers/kerberos/echo.ts';
import { readable } from '../peers/kerberos/readable.ts';
import { Wiretap } from '../peers/kerberos/wiretap.ts';
import { Acceptor, kerberosAcceptor } from '../peers/kerberos-acceptor/acceptor.ts';
import type { LabAddress, LabCommands } from './lab.ts';

const [programs, built] = [kdcPrograms(), await kerberosAcceptor()];
if ('missing' in programs) throw new Error(programs.missing);
if ('missing' in built) throw new Error(built.missing);
const kdc = await Kdc.start(programs);
await kdc.administer('addprinc -randkey HTTP/other.exterm.test');
const options = { servers: 1, mailboxes: 400, leftOpen: 0, endAfter: 0, maxShells: 100, testCmdlets: true };
const [echo, sandbox] = [new Echo(), await startSandbox(options)];
const server = sandbox.servers[0]!;
const before = await Acceptor.start(built.executable, kdc, { url: await echo.start(), user: 'x', password: 'x' });
const exchange = await Acceptor.start(built.executable, kdc, server);
const [tap, exchangeTap] = [await Wiretap.start(before.port), await Wiretap.start(exchange.port)];

const tamperings = {
  none: () => {
    tap.tamper = (bytes) => bytes;
  },
  change: () => {
    tap.tamper = (bytes, direction) => {
      const at = bytes.indexOf('octet-stream\r\n');
      if (direction === 'answer' && at >= 0) bytes[at + 100]! ^= 1;
      return bytes;
    };
  },
  replay: () => {
    const last = tap.recorded.findLast(({ direction }) => direction === 'answer')!.bytes;
    tap.tamper = (bytes, direction) => (direction === 'answer' ? last : bytes);
  },
};

type Command<N extends keyof LabCommands> = (
  ...values: Parameters<LabCommands[N]>
) => Promise<ReturnType<LabCommands[N]>>;

const commands: { [N in keyof LabCommands]: Command<N> } = {
  answer: (mode) => before.answer(mode),
  facts: () => before.facts(),
  tamper: async (how) => tamperings[how](),
  cut: async () => tap.cut(),
  shells: async () => sandbox.shells('ex01').length,
  readable: async () => {
    const bytes = exchangeTap.bytes();
    return { bytes: bytes.length, found: readable(bytes, [realmUser.password, server.password]) };
  },
};

const control = createServer((request, response) => {
  void text(request)
    .then(async (body) => {
      const [name, value] = JSON.parse(body) as [keyof LabCommands, never];
      response.end(JSON.stringify((await commands[name](value)) ?? null));
    })
    .catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
});
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));

const address: LabAddress = {
  control: (control.address() as AddressInfo).port,
  echo: tap.port,
  exchange: exchangeTap.port,
  krb5Config: kdc.config,
  ticket: await kdc.ticket('windows'),
  noTicket: `FILE:${kdc.folder}/none`,
};
process.stdout.write(`${JSON.stringify(address)}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void stop();
});

async function stop(): Promise<void> {
  control.closeAllConnections();
  control.close();
  for (const one of [tap, exchangeTap]) await one.close();
  for (const one of [before, exchange, echo, kdc, sandbox]) await one.stop();
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
