import { SaxesParser } from 'saxes';

/** An element of CLIXML. */
export interface Element {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly children: Element[];
  text: string;
}

/** The one value of a message. */
export function parse(xml: string): Element {
  const root: Element = { kind: '', name: '', id: '', children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ fragment: true });
  parser.on('opentag', ({ name, attributes: { N = '', RefId = '' } }) => {
    const element: Element = { kind: name, name: N as string, id: RefId as string, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.write(xml).close();
  return root.children[0]!;
}
