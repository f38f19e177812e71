import type { ErrorCategory } from '../cmdlets/types.ts';

/**
 * What the work of a cmdlet fails with: it becomes an error record of the running cmdlet, and the next piped object has
 * its turn. `exception` is a full .NET type name; `target` what the record's category names.
 */
export class TaskFailure extends Error {
  readonly exception: string;
  readonly category: ErrorCategory;
  readonly target: string;
  constructor(exception: string, message: string, options: { category?: ErrorCategory; target?: string } = {}) {
    super(message);
    this.name = 'TaskFailure';
    this.exception = exception;
    this.category = options.category ?? 'NotSpecified';
    this.target = options.target ?? '';
  }
}

export const domainController = 'dc01.contoso.com';

export function objectNotFound(identity: string): TaskFailure {
  return new TaskFailure(
    'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${domainController}'.`,
    { target: identity },
  );
}

export function objectAmbiguous(identity: string): TaskFailure {
  return new TaskFailure(
    'Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException',
    `Several objects match '${identity}'. Name one by its alias, address, distinguished name or GUID.`,
    { category: 'InvalidArgument', target: identity },
  );
}
