import type { CommandEntry } from '../command.ts';
import type { Described } from './help-object.ts';

/** What a function says of itself: its parameters, and the comment within it that has sections of help. */
export function describedFunction({ name, own = [], definition = '' }: CommandEntry): Described {
  const sections = sectionsOf(definition);
  const textOf = (section: string) => sections.find(([key]) => key === section)?.[2] ?? '';
  const said = (parameter: string) =>
    sections.find(([key, of]) => key === 'parameter' && of.toLowerCase() === parameter.toLowerCase())?.[2];
  return {
    name,
    synopsis: textOf('synopsis'),
    description: textOf('description'),
    parameters: own.map((one) => ({ ...one, what: said(one.name) ?? one.what })),
    examples: sections.filter(([key]) => key === 'example').map(([, , text]) => exampleOf(text)),
  };
}

/** The first line is what is typed. */
function exampleOf(text: string): { readonly line: string; readonly what: string } {
  const [line = '', ...rest] = text.split('\n');
  return { line: line.replace(/^PS [^>]*>\s*/, ''), what: rest.join('\n').trim() };
}

/** `.SYNOPSIS`, `.PARAMETER Name` and so on of the first comment that has any: keyword, what it is of, text. */
function sectionsOf(text: string): readonly (readonly [keyword: string, of: string, text: string])[] {
  for (const [, comment = ''] of text.matchAll(/<#([\s\S]*?)#>/g)) {
    const heads = [...comment.matchAll(/^[^\S\n]*\.([A-Za-z]+)(?:[^\S\n]+(\S+))?[^\S\n]*\r?$/gm)];
    if (heads.length === 0) continue;
    return heads.map((head, index) => {
      const end = heads[index + 1]?.index ?? comment.length;
      const lines = comment.slice(head.index + head[0].length, end).split('\n');
      const trimmed = lines.map((line) => line.trim()).join('\n');
      return [head[1]!.toLowerCase(), head[2] ?? '', trimmed.trim()] as const;
    });
  }
  return [];
}
