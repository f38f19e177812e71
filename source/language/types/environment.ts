import type { LiveType } from '../run/value.ts';
import { defineType } from './define.ts';

/** What a program may know of the computer it runs on; given by whoever starts the language, which looks at nothing itself. */
export interface Surroundings {
  /** As Node names it: `win32`, `darwin`, `linux`. */
  readonly platform: string;
  readonly machineName: string;
  readonly userName: string;
  readonly userDomainName: string;
  readonly newLine: string;
  readonly currentFolder: () => string;
  readonly temporaryFolder: string;
  readonly homeFolder: string;
  readonly processorCount: number;
  readonly variable: (name: string) => string | undefined;
}

const nowhere: Surroundings = {
  platform: 'linux',
  machineName: '',
  userName: '',
  userDomainName: '',
  newLine: '\n',
  currentFolder: () => '/',
  temporaryFolder: '/tmp/',
  homeFolder: '/',
  processorCount: 1,
  variable: () => undefined,
};

let surroundings = nowhere;

export function setSurroundings(given: Partial<Surroundings>): void {
  surroundings = { ...nowhere, ...given };
}

export const surroundingsOf = (): Surroundings => surroundings;

export const environmentType = defineType({
  name: 'System.Environment',
  summary: 'The computer, and who works on it.',
  is: () => false,
  members: {
    'static string CurrentDirectory {get;}': () => surroundings.currentFolder(),
    // No Node of 32 bits is supported.
    'static bool Is64BitOperatingSystem {get;}': () => true,
    'static bool Is64BitProcess {get;}': () => true,
    'static string MachineName {get;}': () => surroundings.machineName,
    'static string NewLine {get;}': () => surroundings.newLine,
    'static int ProcessorCount {get;}': () => surroundings.processorCount,
    'static int TickCount {get;}': () => Math.trunc(performance.now()) | 0,
    'static long TickCount64 {get;}': () => Math.trunc(performance.now()),
    'static string UserDomainName {get;}': () => surroundings.userDomainName,
    'static string UserName {get;}': () => surroundings.userName,
    'static string GetEnvironmentVariable(string variable)': (_: LiveType, name: string) =>
      surroundings.variable(name) ?? null,
    'static string GetFolderPath(string folder)': (_: LiveType, folder: string) =>
      /^(?:MyDocuments|Personal|UserProfile|Desktop)$/i.test(folder) ? surroundings.homeFolder : '',
  },
});
