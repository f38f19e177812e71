import type { Connection } from './connection.ts';
import { allFields, type FieldName } from './connection-fields.ts';
import { powerShellFields } from './powershell-fields.ts';

/** What somebody typed for some of the settings: an empty text takes one away, one that is left out stays. */
export type FieldTexts = { readonly [K in FieldName]?: string | undefined };

export interface ReadTexts {
  /** Has the settings whose texts have no problem, and what was there before of the others. */
  readonly connection: Partial<Connection>;
  readonly problems: { readonly [K in FieldName]?: string };
}

type Values = Readonly<Record<string, unknown>>;

/** The connection that the texts make of what there was before. A text that shows what is there is not looked at anew. */
export function readTexts(before: Partial<Connection>, texts: FieldTexts): ReadTexts {
  const { powershell, ...direct } = before;
  const values: Record<string, unknown> = { ...direct, ...powershell };
  const problems: Partial<Record<FieldName, string>> = {};
  for (const [name, field] of allFields) {
    const text = texts[name];
    if (text !== undefined && !isShownBy(field, values[name], text)) {
      const isMissing = text === '' && field.isRequired && field.initial === undefined;
      const problem = text === '' && !isMissing ? undefined : field.problem(text);
      if (problem !== undefined) problems[name] = problem;
      else values[name] = text === '' ? undefined : field.parse(text);
    }
    values[name] ??= field.initial;
  }
  return { connection: connectionOf(values), problems };
}

/** The text of a setting as it is; empty where there is none. */
export function fieldText(connection: Partial<Connection>, name: FieldName): string {
  const values: Values = { ...connection, ...connection.powershell };
  const field = allFields.find(([known]) => known === name)?.[1];
  const value = values[name] ?? field?.initial;
  return field === undefined || value === undefined ? '' : field.show(value);
}

/** What stays of a connection that goes from a real server to the sandbox or back: how to sign in does not. */
export function withoutSignIn(connection: Connection): Partial<Connection> {
  const gone = new Set<string>(['url', 'sandboxServer']);
  for (const [name, { isRealOnly }] of allFields) if (isRealOnly) gone.add(name);
  return Object.fromEntries(Object.entries(connection).filter(([name]) => !gone.has(name)));
}

function isShownBy(field: { show(value: unknown): string }, value: unknown, text: string): boolean {
  return value !== undefined && field.show(value) === text;
}

function connectionOf(values: Values): Partial<Connection> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  const powershell = known.filter(([name]) => Object.hasOwn(powerShellFields, name));
  const direct = known.filter(([name]) => !Object.hasOwn(powerShellFields, name));
  return {
    ...Object.fromEntries(direct),
    ...(powershell.length === 0 ? {} : { powershell: Object.fromEntries(powershell) }),
  };
}
