import { readFileSync } from 'node:fs';
import type { Schema } from 'conf';
import { authentications, type Connection, engineChoices } from '../domain/index.ts';

export interface Stored {
  connections: Connection[];
}

const text = { type: 'string', maxLength: 2048 } as const;

export const schema: Schema<Stored> = {
  connections: {
    type: 'array',
    maxItems: 500,
    items: {
      type: 'object',
      required: ['name', 'url', 'configurationName', 'authentication', 'engine'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 40 },
        url: text,
        configurationName: { ...text, minLength: 1 },
        authentication: { enum: [...authentications] },
        user: text,
        servicePrincipalName: text,
        delegate: { type: 'boolean' },
        engine: { enum: [...engineChoices] },
        cmdlets: { type: 'array', maxItems: 1000, items: text },
        closeAfterIdleMinutes: { type: 'number', exclusiveMinimum: 0, maximum: 10_000 },
        allowBasicOverHttp: { type: 'boolean' },
        caFile: text,
        redirectHosts: { type: 'array', maxItems: 50, items: text },
        sandboxServer: text,
        powershell: {
          type: 'object',
          additionalProperties: false,
          properties: {
            executable: text,
            loadProfile: { type: 'boolean' },
            prefix: { type: 'string', maxLength: 40 },
            formatTypeNames: { type: 'array', maxItems: 1000, items: text },
          },
        },
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
