import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Command, Option } from 'commander';
import {
  allFields,
  type Connection,
  type ConnectionField,
  connectionNameProblem,
  exchangeUrl,
  type FieldName,
  type FieldTexts,
  readTexts,
  serverProblem,
  switchedOn,
  urlProblem,
  withoutSignIn,
} from '../domain/index.ts';
import { usageError } from './exit.ts';

/** What `connections add` and `edit` were told, by the options' attributes. An empty text takes a setting away. */
export type ProfileOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

interface Flag {
  readonly name: FieldName;
  readonly field: ConnectionField;
  readonly option: Option;
}

const flags: readonly Flag[] = allFields.flatMap(([name, field]) =>
  field.option === undefined ? [] : [{ name, field, option: optionOf(field, field.option) }],
);

/** The options of a connection's settings. */
export function profileOptions(command: Command): Command {
  command.option(
    '--server <FQDN>',
    'full name of the Exchange server; its connection URI is http://<FQDN>/PowerShell/',
  );
  for (const { option } of flags) command.addOption(option);
  return command;
}

/** Those that take the permission of a switch back. */
export function takeBackOptions(command: Command): Command {
  for (const { field, option } of flags) {
    if (field.takenBack !== undefined) command.option(`--no-${option.long?.slice(2)}`, field.takenBack);
  }
  return command;
}

/** A connection from the options, over `existing` where one is changed. Usage error with what is wrong with it. */
export function profile(name: string, options: ProfileOptions, existing: Connection | undefined): Connection {
  refuse(connectionNameProblem(name));
  const { server, url, sandbox } = options;
  if ([server, url, sandbox].filter((place) => place !== undefined).length > 1) {
    refuse('Give one of --server, --url and --sandbox.');
  }
  const isMoved = server !== undefined || (url !== undefined && url !== existing?.url);
  const changesWorld = sandbox !== undefined || (isMoved && existing?.sandboxServer !== undefined);
  const before = existing && changesWorld ? withoutSignIn(existing) : (existing ?? {});
  const given = flags.map(({ name, option }) => [name, textOf(options[option.attributeName()])]);
  const texts: FieldTexts = { ...Object.fromEntries(given), ...fileText(options['caFile']), ...place(options), name };
  const { connection, problems } = readTexts(before, texts);
  for (const { name, option } of flags) {
    const problem = problems[name];
    if (problem !== undefined) refuse(`${option.long}: ${problem}`);
  }
  if (connection.sandboxServer !== undefined) refuse(sandboxProblem(options));
  return connection as Connection;
}

function optionOf(field: ConnectionField, flag: string): Option {
  const { help, initial, otherwise, choices, isRepeated } = field;
  const isSwitch = !flag.includes('<');
  const usual = initial === undefined ? otherwise : field.show(initial);
  const option = new Option(flag, usual === undefined || isSwitch ? help : `${help} (default: ${usual})`);
  if (choices && !isSwitch) option.choices(choices);
  if (isRepeated) option.argParser((text: string, before: readonly string[] = []) => [...before, text]);
  return option;
}

function textOf(given: ProfileOptions[string]): string | undefined {
  if (typeof given === 'boolean') return given ? switchedOn : '';
  return typeof given === 'string' ? given : given?.join(', ');
}

function place({ server, url, sandbox }: ProfileOptions): FieldTexts {
  if (typeof server === 'string') {
    refuse(serverProblem(server));
    return { url: exchangeUrl(server) };
  }
  if (typeof url === 'string') refuse(urlProblem(url));
  return sandbox === undefined ? {} : { url: 'http://127.0.0.1/PowerShell/', authentication: 'Basic' };
}

function sandboxProblem(options: ProfileOptions): string | undefined {
  const given = flags.filter(({ field, option }) => field.isRealOnly && textOf(options[option.attributeName()]));
  if (given.length === 0) return undefined;
  const names = given.map(({ option }) => option.long).join(', ');
  return `The sandbox signs in by itself: ${names} would do nothing. Give --server or --url for a real server.`;
}

/** Kept as a full path: exterm is started from other folders too. */
function fileText(given: ProfileOptions[string]): FieldTexts {
  if (typeof given !== 'string' || given === '') return {};
  const caFile = path.resolve(given);
  if (!existsSync(caFile)) refuse(`There is no file ${caFile}.`);
  return { caFile };
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw usageError(problem);
}
