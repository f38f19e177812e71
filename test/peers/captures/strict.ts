import { type Element, parse } from './element.ts';

/** A value as a client sees it that takes each bag of properties for itself and names as they are spelled. */
export interface StrictValue {
  readonly text: string;
  readonly adapted: Readonly<Record<string, StrictValue>>;
  readonly extended: Readonly<Record<string, StrictValue>>;
  readonly items: readonly StrictValue[];
  readonly entries: ReadonlyMap<string, StrictValue>;
}

export function strictly(xml: string): StrictValue {
  return strictValue(parse(xml));
}

const inside = ({ children }: Element, ...kinds: readonly string[]) =>
  children.filter(({ kind }) => kinds.includes(kind)).flatMap((one) => one.children);

function strictValue(element: Element): StrictValue {
  const bag = (kind: string) => Object.fromEntries(inside(element, kind).map((one) => [one.name, strictValue(one)]));
  const entries = inside(element, 'DCT').map(({ children }) => {
    const [key, value] = ['Key', 'Value'].map((name) => children.find((one) => one.name === name)!);
    return [key!.text, strictValue(value!)] as const;
  });
  return {
    text: element.text || (element.children.find(({ kind }) => kind === 'ToString')?.text ?? ''),
    adapted: bag('Props'),
    extended: bag('MS'),
    items: inside(element, 'LST').map(strictValue),
    entries: new Map(entries),
  };
}
