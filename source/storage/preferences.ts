import { allPreferences, type Preferences } from '../domain/index.ts';
import { fits, isRecord } from './stored-connections.ts';

type Sections = Readonly<Record<string, unknown>>;

/** What the sections of the settings file say; the usual where they say nothing, or nothing that can be. */
export function preferencesOf(sections: Sections): Preferences {
  const read = allPreferences.map(([name, { section, key, rule, initial }]) => {
    const inside = sections[section];
    const value = isRecord(inside) ? inside[key] : undefined;
    return [name, value !== undefined && fits(value, rule) ? value : initial];
  });
  return Object.fromEntries(read);
}

/** The sections with a change; what else stands in them stays. A value that is the usual one is not written. */
export function withPreferences(sections: Sections, change: Partial<Preferences>): Sections {
  const next: Record<string, unknown> = { ...sections };
  for (const [name, { section, key, initial }] of allPreferences) {
    if (!Object.hasOwn(change, name)) continue;
    const inside = next[section];
    const { [key]: _before, ...kept } = isRecord(inside) ? inside : {};
    const value = change[name];
    next[section] = value === initial ? kept : { ...kept, [key]: value };
  }
  return next;
}
