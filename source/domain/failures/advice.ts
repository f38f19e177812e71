import type { Failure } from '../failure.ts';

/** Words that fit a failure better than its own where more is known of how it was met. */
const advices = {
  /** The last try of several was refused. */
  lastTry: ({ tries }: { tries: number }) => ({
    next: `Be sure of user principal name and password before you connect again: after ${tries} wrong tries the account may lock.`,
  }),
  /** The endpoint does not say which shells there are. */
  shellsUnlisted: () => ({ next: 'See what the ledger has: exterm sessions.' }),
  /** Windows PowerShell is too old. */
  oldWindows: ({ lacksFramework }: { lacksFramework: boolean }) => {
    const framework = lacksFramework
      ? 'Install .NET Framework 4.5.2 or later first (https://docs.microsoft.com/dotnet/framework/install/on-windows-7), then '
      : '.NET Framework is new enough. Install ';
    return {
      next: `${framework}Windows Management Framework 5.1 (https://aka.ms/wmf5download), or use the native engine: exterm connections edit <name> --engine native.`,
    };
  },
  /** A group policy forbids scripts, so that no process can allow them for itself. */
  groupPolicy: ({ executionPolicy }: { executionPolicy: string }) => ({
    why: `A group policy sets the execution policy ${executionPolicy}, and the import runs a module that is not signed.`,
    next: 'Have an administrator set the policy to RemoteSigned (Set-ExecutionPolicy RemoteSigned, or the group policy itself), or use the native engine.',
  }),
} satisfies Readonly<Record<string, (values: never) => Partial<Pick<Failure, 'why' | 'next'>>>>;

type Advices = typeof advices;

/** The failure with words that say more in this place. */
export function advised<K extends keyof Advices>(
  failure: Failure,
  advice: K,
  ...values: Parameters<Advices[K]>
): Failure {
  const words = advices[advice] as (...values: Parameters<Advices[K]>) => Partial<Pick<Failure, 'why' | 'next'>>;
  return { ...failure, ...words(...values) };
}
