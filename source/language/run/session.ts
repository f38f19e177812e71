import { PsText } from '../../objects/index.ts';
import type { CommandDeclaration, SessionPorts } from '../commands/command.ts';
import { type CommandLookup, noCommands } from '../lookup.ts';
import { surroundingsOf } from '../types/environment.ts';
import { currentCulture } from '../values/culture.ts';
import type { ErrorObject } from './failure.ts';
import { Stopped } from './flow.ts';
import type { Out } from './out.ts';
import type { Reached } from './reached.ts';
import type { RemotePort } from './remote-port.ts';
import { noArguments, Scope } from './scope.ts';
import type { Semantics } from './semantics.ts';
import { LiveDictionary, LiveList, LiveObject, type ScriptBlock, type Value } from './value.ts';

/** What `$Error` keeps, as PowerShell's $MaximumErrorCount. */
const mostErrors = 256;

/** As a PowerShell begins. */
const preferences: readonly (readonly [name: string, value: Value])[] = [
  ['ErrorActionPreference', 'Continue'],
  ['WarningPreference', 'Continue'],
  ['VerbosePreference', 'SilentlyContinue'],
  ['DebugPreference', 'SilentlyContinue'],
  ['InformationPreference', 'SilentlyContinue'],
  ['ProgressPreference', 'Continue'],
  ['ConfirmPreference', 'High'],
  ['WhatIfPreference', false],
  ['NestedPromptLevel', 0],
  ['PSUICulture', 'en-US'],
  ['ShellId', 'Microsoft.PowerShell'],
  ['IsCoreCLR', true],
  ['PSEdition', 'Core'],
  ['FormatEnumerationLimit', 4],
];

export const preferenceNames: ReadonlySet<string> = new Set([
  ...preferences.map(([name]) => name.toLowerCase()),
  'psculture',
  'psdefaultparametervalues',
  'iswindows',
  'ismacos',
  'islinux',
  'psversiontable',
  'pid',
  'home',
  'host',
]);

/** The PowerShell whose language this is. */
export const powerShellVersion = '7.6.9';

/** For scripts that ask. */
function versionTable(): LiveDictionary {
  const table = new LiveDictionary();
  table.set('PSVersion', new PsText('Version', powerShellVersion));
  table.set('PSEdition', 'Core');
  table.set('PSRemotingProtocolVersion', new PsText('Version', '2.3'));
  return table;
}

export interface SessionParts {
  readonly semantics: Semantics;
  readonly locals?: readonly CommandDeclaration[];
  readonly aliases?: Readonly<Record<string, string>>;
  /** `$env:` */
  readonly environment?: (name: string) => string | undefined;
  /** `$PID` */
  readonly processId?: number;
}

/** What `$MyInvocation` says of a line that was typed. */
function typedInvocation(): LiveObject {
  const command = new LiveObject(
    [
      ['Name', ''],
      ['CommandType', 'Script'],
    ],
    ['System.Management.Automation.ScriptInfo', 'System.Object'],
  );
  return new LiveObject(
    [
      ['MyCommand', command],
      ['InvocationName', ''],
      ['ScriptName', ''],
      ['PSScriptRoot', ''],
      ['PSCommandPath', ''],
      ['Line', ''],
    ],
    ['System.Management.Automation.InvocationInfo', 'System.Object'],
  );
}

/** What lines of one session share, and what a line reaches the world through while it runs. */
export class Session {
  readonly semantics: Semantics;
  readonly global = new Scope(undefined);
  readonly locals = new Map<string, CommandDeclaration>();
  /** Lower-case name to what it stands for. */
  readonly aliases = new Map<string, { readonly name: string; readonly definition: string }>();
  readonly errors = new LiveList([]);
  readonly environment = new Map<string, string>();
  readonly #readEnvironment: (name: string) => string | undefined;
  /** The imported commands of the server. */
  commands: CommandLookup = noCommands;
  /** `$?` */
  succeeded = true;
  isStopping = false;
  /** How far the text that runs has come. */
  reached: Reached | undefined;
  remote: RemotePort | undefined;
  ports: SessionPorts | undefined;
  /** Where a line's output goes in the end: for Out-Host. */
  screen: Out | undefined;

  constructor(parts: SessionParts) {
    this.semantics = parts.semantics;
    this.#readEnvironment = parts.environment ?? (() => undefined);
    for (const declaration of parts.locals ?? []) {
      this.locals.set(declaration.name.toLowerCase(), declaration);
      for (const alias of declaration.aliases ?? []) this.setAlias(alias, declaration.name);
    }
    for (const [name, definition] of Object.entries(parts.aliases ?? {})) this.setAlias(name, definition);
    this.global.put('Error', this.errors);
    for (const [name, value] of preferences) this.global.put(name, value);
    this.global.put('PSCulture', currentCulture().name);
    const { platform } = surroundingsOf();
    this.global.put('IsWindows', platform === 'win32');
    this.global.put('IsMacOS', platform === 'darwin');
    this.global.put('IsLinux', platform === 'linux');
    this.global.put('PSVersionTable', versionTable());
    this.global.put('args', noArguments);
    this.global.put('PSDefaultParameterValues', new LiveDictionary());
    this.global.put('PID', parts.processId ?? 0);
    for (const name of ['PSCommandPath', 'PSScriptRoot']) this.global.put(name, '');
    this.global.put('MyInvocation', typedInvocation());
    this.global.put('HOME', this.env('HOME') ?? this.env('USERPROFILE'));
    this.global.put('Host', new LiveObject([['Name', 'exterm']], ['System.Management.Automation.Host.PSHost']));
  }

  setAlias(name: string, definition: string): void {
    this.aliases.set(name.toLowerCase(), { name, definition });
  }

  addError(error: ErrorObject): void {
    this.errors.items.unshift(error);
    if (this.errors.items.length > mostErrors) this.errors.items.pop();
  }

  env(name: string): Value {
    return this.environment.get(name.toLowerCase()) ?? this.#readEnvironment(name) ?? null;
  }

  /** Keeps the property names of a command's output, for completion. */
  noteProperties: (command: string, names: readonly string[]) => void = () => {};
  /** Keeps what an object of the server is called. */
  noteObject: (command: string, value: unknown) => void = () => {};
  /** Set by the interpreter: reads a text that is to run in a scope. Throws where it is no PowerShell, or not understood. */
  compileText: (text: string, scope: Scope, file?: string) => ScriptBlock = () => {
    throw new Error('No interpreter.');
  };

  /** Throws where the line was stopped. */
  readonly check = (): void => {
    if (this.isStopping) throw new Stopped();
  };
}
