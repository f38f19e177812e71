import { exceptionNames, exceptionTypes, makeException } from '../run/exceptions.ts';
import { LiveObject, type LiveType, type Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { defineType, type Native } from './define.ts';
import type { TypeDeclaration } from './type.ts';

/** What .NET says where an exception is made without a message. */
const unsaid = (name: string) => `Exception of type '${name}' was thrown.`;

const exceptionType = (name: string): TypeDeclaration =>
  defineType({
    name,
    bases: exceptionTypes(name).slice(1, -1),
    summary: 'What a throw throws and a catch catches.',
    is: (value) => value instanceof LiveObject && value.typeNames[0] === name,
    convert: (value) => (typeof value === 'string' ? makeException(name, value) : undefined),
    members: {
      'System.Exception GetBaseException()': (self: LiveObject) => {
        let one = self;
        for (;;) {
          const inner = one.properties.get('innerexception')?.value;
          if (!(inner instanceof LiveObject)) return one;
          one = inner;
        }
      },
      'string ToString()': (self: LiveObject) => toText(self),
      'new()': () => makeException(name, unsaid(name)),
      ...(!parameterFirst.test(name) && {
        'new(string message)': (_: LiveType, message: string | null) => makeException(name, message ?? unsaid(name)),
      }),
      'new(string message, System.Exception innerException)': (_: LiveType, message: string | null, inner: Value) =>
        makeException(name, message ?? unsaid(name), inner),
      ...ofParameter[name],
    },
  });

/** Their one text is the name of a parameter. */
const parameterFirst = /^System\.Argument(?:Null|OutOfRange)Exception$/;

/** Those that name a parameter: their constructors, as .NET has them. */
const ofParameter: Readonly<Record<string, Readonly<Record<string, Native>>>> = {
  'System.ArgumentException': {
    'new(string message, string paramName)': (_: LiveType, message: string, name: string) =>
      withParameter('System.ArgumentException', message, name),
  },
  'System.ArgumentNullException': {
    'new(string paramName)': (_: LiveType, name: string) =>
      withParameter('System.ArgumentNullException', 'Value cannot be null.', name),
    'new(string paramName, string message)': (_: LiveType, name: string, message: string) =>
      withParameter('System.ArgumentNullException', message, name),
  },
  'System.ArgumentOutOfRangeException': {
    'new(string paramName)': (_: LiveType, name: string) =>
      withParameter(
        'System.ArgumentOutOfRangeException',
        'Specified argument was out of the range of valid values.',
        name,
      ),
    'new(string paramName, string message)': (_: LiveType, name: string, message: string) =>
      withParameter('System.ArgumentOutOfRangeException', message, name),
  },
};

function withParameter(type: string, message: string, name: string): LiveObject {
  const made = makeException(type, name ? `${message} (Parameter '${name}')` : message);
  made.properties.set('paramname', { name: 'ParamName', value: name });
  return made;
}

export const exceptionTypeDeclarations: readonly TypeDeclaration[] = exceptionNames.map(exceptionType);
