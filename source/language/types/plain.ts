import { PsObject } from '../../objects/index.ts';
import { LiveObject, type LiveType } from '../run/value.ts';
import { defineType } from './define.ts';

export const customObjectType = defineType({
  name: 'System.Management.Automation.PSObject',
  summary: 'An object with properties of its own; [pscustomobject]@{ … } makes one.',
  is: (value) => value instanceof LiveObject || value instanceof PsObject,
  members: { 'new()': (_: LiveType) => new LiveObject() },
});

export const voidType = defineType({
  name: 'System.Void',
  summary: 'Nothing: [void] leaves out what an expression gives.',
  is: () => false,
});

/** `[nullable[int]]`: null or a value. */
export const nullableType = defineType({
  name: 'System.Nullable`1',
  summary: 'A value or null.',
  is: () => false,
});

export const switchType = defineType({
  name: 'System.Management.Automation.SwitchParameter',
  bases: ['System.ValueType'],
  summary: 'Whether a switch was given.',
  is: () => false,
  convert: (value) => (typeof value === 'boolean' ? value : undefined),
});
