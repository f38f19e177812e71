import type { XmlNode } from './document.ts';

/** A node with all that is in it, as it would stand in a document. */
export function nodeMarkup(node: XmlNode): string {
  switch (node.kind) {
    case 'document':
      return contentMarkup(node);
    case 'declaration':
      return `<?xml ${node.value}?>`;
    case 'instruction':
      return `<?${node.name}${node.value && ` ${node.value}`}?>`;
    case 'comment':
      return `<!--${node.value}-->`;
    case 'cdata':
      return `<![CDATA[${node.value}]]>`;
    case 'text':
      return textMarkup(node.value);
    case 'attribute':
      return `${node.name}="${valueMarkup(node.value)}"`;
    case 'element':
      return node.isShort && node.children.length === 0
        ? `<${startOf(node)} />`
        : `<${startOf(node)}>${contentMarkup(node)}</${node.name}>`;
  }
}

/** What is in a node. */
export const contentMarkup = (node: XmlNode): string =>
  node.kind === 'attribute' ? valueMarkup(node.value) : node.children.map(nodeMarkup).join('');

/** A document as a file has it: an element a line, two blanks a level. Where an element has text, it stays on its line. */
export function indentedMarkup(node: XmlNode, depth = 0): string {
  if (node.kind === 'document') return node.children.map((one) => indentedMarkup(one)).join('\n');
  const isMixed = node.children.some((one) => one.kind === 'text' || one.kind === 'cdata');
  if (node.kind !== 'element' || isMixed || node.children.length === 0) return nodeMarkup(node);
  const margin = `\n${'  '.repeat(depth)}`;
  const inner = node.children.map((one) => `${margin}  ${indentedMarkup(one, depth + 1)}`);
  return `<${startOf(node)}>${inner.join('')}${margin}</${node.name}>`;
}

const startOf = ({ name, attributes }: XmlNode) => [name, ...attributes.map(nodeMarkup)].join(' ');

/** Characters that XML cannot carry are written as .NET writes them: as references, which no reader takes. */
const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const reference = (character: string) =>
  references[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;

const textMarkup = (text: string) => text.replace(/[&<>\r]/g, reference).replace(hidden, reference);

const valueMarkup = (text: string) => text.replace(/[&<>"\t\n\r]/g, reference).replace(hidden, reference);
