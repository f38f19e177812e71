import { exceptionNames, exceptionTypes, makeException } from '../run/exceptions.ts';
import { LiveObject, type LiveType, type Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { defineType } from './define.ts';
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
      'new(string message)': (_: LiveType, message: string | null) => makeException(name, message ?? unsaid(name)),
      'new(string message, System.Exception innerException)': (_: LiveType, message: string | null, inner: Value) =>
        makeException(name, message ?? unsaid(name), inner),
    },
  });

export const exceptionTypeDeclarations: readonly TypeDeclaration[] = exceptionNames.map(exceptionType);
