import type { Schema } from 'conf';
import {
  allFields,
  type Connection,
  type ConnectionField,
  connectionFields,
  powerShellFields,
} from '../domain/index.ts';

/** The sections of the settings file that this version knows. */
export interface Stored {
  version: number;
  connections: Connection[];
}

const rulesOfFields = (fields: Readonly<Record<string, Pick<ConnectionField, 'rule'>>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { rule }]) => [name, rule]));
const requiredFields = allFields.filter(([, { isRequired }]) => isRequired).map(([name]) => name);

/**
 * What may stand in the settings file. A field that is not named here is a later version's: it stays in the file, and is
 * nobody's business here.
 */
export const schema: Schema<Stored> = {
  version: { type: 'number', minimum: 1 },
  connections: {
    type: 'array',
    maxItems: 500,
    items: {
      type: 'object',
      required: requiredFields,
      properties: {
        ...rulesOfFields(connectionFields),
        powershell: { type: 'object', properties: rulesOfFields(powerShellFields) },
      },
    },
  },
};

export type Rule = Readonly<Record<string, unknown>>;
type Check = (value: never, bound: never) => boolean;

/** The keywords that our schema uses, as Ajv reads them. */
const checks: Readonly<Record<string, Check>> = {
  type: (value: unknown, type: string) => {
    if (type === 'array') return Array.isArray(value);
    return type === 'object' ? isRecord(value) : typeof value === type;
  },
  enum: (value: unknown, choices: readonly unknown[]) => choices.includes(value),
  minLength: (value: string, least: number) => value.length >= least,
  maxLength: (value: string, most: number) => value.length <= most || [...value].length <= most,
  maxItems: (value: readonly unknown[], most: number) => value.length <= most,
  minimum: (value: number, bound: number) => value >= bound,
  exclusiveMinimum: (value: number, bound: number) => value > bound,
  maximum: (value: number, most: number) => value <= most,
  items: (value: readonly unknown[], rule: Rule) => value.every((item) => fits(item, rule)),
  required: (value: object, names: readonly string[]) => names.every((name) => Object.hasOwn(value, name)),
  properties: (value: Rule, rules: Readonly<Record<string, Rule>>) =>
    Object.entries(rules).every(([name, rule]) => !Object.hasOwn(value, name) || fits(value[name], rule)),
};

/**
 * Whether a value fits a rule of the schema, as Conf's validator would say: most of a start's time would go into making
 * that one. `type` comes first in a rule.
 */
export function fits(value: unknown, rule: Rule): boolean {
  return Object.entries(rule).every(([keyword, bound]) => checks[keyword]!(value as never, bound as never));
}

/** How a connection is stored. */
export const connectionRule = (schema.connections as { items: Rule }).items;
/** Connections that the file may hold. */
export const mostConnections = (schema.connections as { maxItems: number }).maxItems;

/** A stored value with only the fields that the rule names. */
export function knownPart(stored: Rule, rule: Rule): Rule {
  const known = Object.entries(rulesOf(rule)).filter(([name]) => Object.hasOwn(stored, name));
  return Object.fromEntries(
    known.map(([name, inner]) => {
      const value = stored[name];
      return [name, isRecord(value) ? knownPart(value, inner) : value];
    }),
  );
}

/** A value that takes the place of a stored one, with the fields of that one which the rule does not name. */
export function withUnknownOf(stored: Rule, next: Rule, rule: Rule): Rule {
  const rules = rulesOf(rule);
  const kept = Object.entries(stored).filter(([name]) => !Object.hasOwn(rules, name));
  const given = Object.entries(next).map(([name, value]) => {
    const before = stored[name];
    return [
      name,
      isRecord(value) && isRecord(before) ? withUnknownOf(before, value, rules[name] ?? {}) : value,
    ] as const;
  });
  return Object.fromEntries([...kept, ...given]);
}

function rulesOf(rule: Rule): Readonly<Record<string, Rule>> {
  return (rule['properties'] ?? {}) as Readonly<Record<string, Rule>>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
