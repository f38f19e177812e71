import { LiveObject, type Value } from './value.ts';

/** What an exception's type derives from, where that is not System.Exception itself. */
const bases: Readonly<Record<string, string>> = {
  'System.SystemException': 'System.Exception',
  'System.ApplicationException': 'System.Exception',
  'System.ArithmeticException': 'System.SystemException',
  'System.DivideByZeroException': 'System.ArithmeticException',
  'System.OverflowException': 'System.ArithmeticException',
  'System.ArgumentException': 'System.SystemException',
  'System.ArgumentNullException': 'System.ArgumentException',
  'System.ArgumentOutOfRangeException': 'System.ArgumentException',
  'System.FormatException': 'System.SystemException',
  'System.IndexOutOfRangeException': 'System.SystemException',
  'System.InvalidCastException': 'System.SystemException',
  'System.InvalidOperationException': 'System.SystemException',
  'System.NotSupportedException': 'System.SystemException',
  'System.NotImplementedException': 'System.SystemException',
  'System.NullReferenceException': 'System.SystemException',
  'System.OutOfMemoryException': 'System.SystemException',
  'System.TimeoutException': 'System.SystemException',
  'System.UnauthorizedAccessException': 'System.SystemException',
  'System.OperationCanceledException': 'System.SystemException',
  'System.Collections.Generic.KeyNotFoundException': 'System.SystemException',
  'System.IO.IOException': 'System.SystemException',
  'System.IO.FileNotFoundException': 'System.IO.IOException',
  'System.IO.DirectoryNotFoundException': 'System.IO.IOException',
  'System.IO.PathTooLongException': 'System.IO.IOException',
  'System.Management.Automation.RuntimeException': 'System.SystemException',
  'System.Management.Automation.CmdletInvocationException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.ActionPreferenceStopException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.MethodException': 'System.Management.Automation.ExtendedTypeSystemException',
  'System.Management.Automation.MethodInvocationException': 'System.Management.Automation.MethodException',
  'System.Management.Automation.ExtendedTypeSystemException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.SetValueException': 'System.Management.Automation.ExtendedTypeSystemException',
  'System.Management.Automation.SetValueInvocationException': 'System.Management.Automation.SetValueException',
  'System.Management.Automation.GetValueException': 'System.Management.Automation.ExtendedTypeSystemException',
  'System.Management.Automation.PropertyNotFoundException': 'System.Management.Automation.ExtendedTypeSystemException',
  'System.Management.Automation.ScriptCallDepthException': 'System.SystemException',
  'System.Management.Automation.PSInvalidCastException': 'System.InvalidCastException',
  'System.Management.Automation.ArgumentTransformationMetadataException':
    'System.Management.Automation.MetadataException',
  'System.Management.Automation.ValidationMetadataException': 'System.Management.Automation.MetadataException',
  'System.Management.Automation.MetadataException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.ParameterBindingException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.ParameterBindingArgumentTransformationException':
    'System.Management.Automation.ParameterBindingException',
  'System.Management.Automation.ParameterBindingValidationException':
    'System.Management.Automation.ParameterBindingException',
  'System.Management.Automation.CommandNotFoundException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.SessionStateException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.SessionStateUnauthorizedAccessException':
    'System.Management.Automation.SessionStateException',
  'System.Management.Automation.ItemNotFoundException': 'System.Management.Automation.SessionStateException',
  'System.Management.Automation.DriveNotFoundException': 'System.Management.Automation.SessionStateException',
  'System.Management.Automation.PSInvalidOperationException': 'System.InvalidOperationException',
  'System.Management.Automation.PSArgumentException': 'System.ArgumentException',
  'System.Management.Automation.PSArgumentNullException': 'System.ArgumentNullException',
  'System.Management.Automation.PSArgumentOutOfRangeException': 'System.ArgumentOutOfRangeException',
  'System.Management.Automation.PSNotSupportedException': 'System.NotSupportedException',
  'System.Management.Automation.RemoteException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.ParseException': 'System.Management.Automation.RuntimeException',
  'System.Management.Automation.HaltCommandException': 'System.SystemException',
  'Microsoft.PowerShell.Commands.WriteErrorException': 'System.SystemException',
};

/** The type and all that it derives from, nearest first. */
export function exceptionTypes(type: string): readonly string[] {
  const names = [type];
  for (let base = bases[type]; base !== undefined; base = bases[base]) names.push(base);
  if (!names.includes('System.Exception')) names.push('System.Exception');
  return [...names, 'System.Object'];
}

/** Full names of all that are known. */
export const exceptionNames: readonly string[] = ['System.Exception', ...Object.keys(bases)];

/** Full names of exceptions that are known without being in the table of types: a catch may name them. */
export function exceptionNamed(name: string): string | undefined {
  const lower = name.toLowerCase();
  return exceptionNames.find((full) => {
    const other = full.toLowerCase();
    return other === lower || other === `system.${lower}`;
  });
}

export function makeException(type: string, message: string, inner?: Value): LiveObject {
  const exception = new LiveObject(
    [
      ['Message', message],
      ['InnerException', inner ?? null],
      ['Data', null],
      ['HelpLink', null],
      ['Source', null],
      ['StackTrace', null],
      ['TargetSite', null],
    ],
    exceptionTypes(type),
  );
  exception.text = `${type}: ${message}`;
  return exception;
}

const remote = 'System.Management.Automation.RemoteException';

/**
 * What a server failed with: of the type that it has there, and a RemoteException as well, which is all that PowerShell
 * says of it here. A catch may name either.
 */
export function makeRemoteException(type: string, message: string): LiveObject {
  const exception = makeException(type || remote, message);
  const remotes = exceptionTypes(remote);
  const known = exception.typeNames.filter((name) => !remotes.includes(name));
  exception.typeNames.splice(0, exception.typeNames.length, ...known, ...remotes);
  const there = makeException(type || remote, message);
  exception.properties.set('serializedremoteexception', { name: 'SerializedRemoteException', value: there });
  return exception;
}
