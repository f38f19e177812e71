import { readFileSync } from 'node:fs';
import type { Schema } from 'conf';
import {
  allFields,
  type Connection,
  type ConnectionField,
  connectionFields,
  powerShellFields,
} from '../domain/index.ts';

export interface Stored {
  connections: Connection[];
}

const rulesOf = (fields: Readonly<Record<string, Pick<ConnectionField, 'rule'>>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { rule }]) => [name, rule]));
const requiredFields = allFields.filter(([, { isRequired }]) => isRequired).map(([name]) => name);

export const schema: Schema<Stored> = {
  connections: {
    type: 'array',
    maxItems: 500,
    items: {
      type: 'object',
      required: requiredFields,
      additionalProperties: false,
      properties: {
        ...rulesOf(connectionFields),
        powershell: { type: 'object', additionalProperties: false, properties: rulesOf(powerShellFields) },
      },
    },
  },
};

/**
 * The connections in the settings file where it fits the schema beyond doubt; undefined where Conf has to look. Most of
 * a start's time would otherwise go into compiling a validator for a file that is in order.
 */
export function readConnections(file: string): readonly Connection[] | undefined {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(stored)) return undefined;
    const connections = stored['connections'] ?? [];
    return surelyFits(connections, schema.connections as Rule) ? (connections as readonly Connection[]) : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
}

type Rule = Readonly<Record<string, unknown>>;
type Check = (value: never, bound: never, rule: Rule) => boolean;

/** The keywords that our schema uses. Lengths are UTF-16 units, at least as many as the characters that are meant. */
const checks: Readonly<Record<string, Check>> = {
  type: (value: unknown, type: string) => {
    if (type === 'array') return Array.isArray(value);
    return type === 'object' ? isRecord(value) : typeof value === type;
  },
  enum: (value: unknown, choices: readonly unknown[]) => choices.includes(value),
  minLength: (value: string, least: number) => value.length >= least,
  maxLength: (value: string, most: number) => value.length <= most,
  maxItems: (value: readonly unknown[], most: number) => value.length <= most,
  exclusiveMinimum: (value: number, bound: number) => value > bound,
  maximum: (value: number, most: number) => value <= most,
  items: (value: readonly unknown[], rule: Rule) => value.every((item) => surelyFits(item, rule)),
  required: (value: object, names: readonly string[]) => names.every((name) => Object.hasOwn(value, name)),
  properties: (value: Rule, rules: Readonly<Record<string, Rule>>) =>
    Object.entries(rules).every(([name, rule]) => !Object.hasOwn(value, name) || surelyFits(value[name], rule)),
  additionalProperties: (value: object, _false: false, { properties }) =>
    Object.keys(value).every((name) => Object.hasOwn(properties as object, name)),
};

/** Whether a value fits; false also where the rule says something that is not understood here. `type` comes first in a rule. */
export function surelyFits(value: unknown, rule: Rule): boolean {
  return Object.entries(rule).every(([keyword, bound]) =>
    Object.hasOwn(checks, keyword) ? checks[keyword]!(value as never, bound as never, rule) : false,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
