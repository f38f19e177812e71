/** What `next` gives until it has nothing more. */
export function* untilEmpty<T>(next: () => T | undefined): Generator<T, void, undefined> {
  for (let item = next(); item !== undefined; item = next()) yield item;
}
